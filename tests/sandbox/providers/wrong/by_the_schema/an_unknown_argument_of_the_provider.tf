# Unsupported argument.*projekt

provider "google" { projekt = "p" }

resource "google_compute_network" "n" { name = "n" }
