# Invalid resource type

resource "google_compute_netwerk" "n" {}
