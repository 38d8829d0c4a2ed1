# Missing required argument.*"name" is required

resource "google_compute_network" "n" {}
