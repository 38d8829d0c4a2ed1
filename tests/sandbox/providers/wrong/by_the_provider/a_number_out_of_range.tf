# in the range \(1300 - 8896\), got 9000

resource "google_compute_network" "n" {
  name = "n"
  mtu  = 9000
}
