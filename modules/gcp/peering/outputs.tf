output "id" {
  description = "Id of the peering; Google asks the other end for one of its own."
  value       = google_compute_network_peering.this.id
}
