# Unsupported attribute.*no argument, nested block, or exported attribute

resource "google_compute_network" "n" { name = "n" }

output "o" { value = google_compute_network.n.selflink }
