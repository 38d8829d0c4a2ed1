# Unsupported block type.*argument

resource "google_compute_network" "n" {
  name = "n"
  mtu {}
}
