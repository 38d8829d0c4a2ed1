output "address" {
  description = "Where a gateway calls the pool: what the module gateway takes among its pools."
  value = {
    address = google_compute_address.this.address
    port    = 80
  }
}

output "internal" {
  description = "Whether the pool's address is private."
  value       = google_compute_address.this.address_type == "INTERNAL"
}

output "nodes" {
  description = "The least and the most nodes."
  value = {
    max = google_container_node_pool.this.autoscaling[0].total_max_node_count
    min = google_container_node_pool.this.autoscaling[0].total_min_node_count
  }
}

output "pool" {
  description = "What the module observability takes: names that metrics and logs know the pool by."
  value = {
    cluster         = var.cluster.name
    location        = var.cluster.location
    name            = google_container_node_pool.this.name
    project         = var.place.project
    service_account = google_service_account.this.email
  }
}

output "ranges" {
  description = "Ranges that the pool's address lies in, for gateways of other networks."
  value       = ["${google_compute_address.this.address}/32"]
}

# Not after the nodes: a gateway must come up on its fallbacks while Google has no machine to give.
output "url" {
  description = "Where the models are served, once the callers may connect. The nodes may still be starting."
  value       = "http://${google_compute_address.this.address}:80"
  depends_on  = [google_compute_firewall.client, google_compute_firewall.client_range]
}
