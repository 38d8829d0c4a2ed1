# Reference to undeclared resource

output "o" { value = google_compute_network.other.id }
