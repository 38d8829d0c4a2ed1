# doesn't match regexp

resource "google_compute_network" "n" { name = "Not_A_Name" }
