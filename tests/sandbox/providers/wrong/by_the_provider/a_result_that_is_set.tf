# Value for unconfigurable attribute

resource "google_compute_network" "n" {
  name         = "n"
  gateway_ipv4 = "10.0.0.1"
}
