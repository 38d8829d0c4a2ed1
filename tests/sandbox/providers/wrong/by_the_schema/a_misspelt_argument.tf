# Unsupported argument.*Did you mean "auto_create_subnetworks"

resource "google_compute_network" "n" {
  name                   = "n"
  auto_create_subnetwork = false
}
