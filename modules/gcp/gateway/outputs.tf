output "caller" {
  description = "What a pool admits: the range that the instances of gateways call from, and the identity of this one."
  value = {
    cidr            = var.network.gateways.cidr
    service_account = google_service_account.this.email
  }
}

output "gateway" {
  description = "What the module observability takes: names that metrics and logs know the gateway by."
  value = {
    forwarding_rule = google_compute_forwarding_rule.this.name
    location        = var.place.region
    project         = var.place.project
    service         = google_cloud_run_v2_service.this.name
    url_map         = google_compute_region_url_map.this.name
  }
}

output "internal" {
  description = "Whether the gateway has a private address only."
  value       = google_compute_forwarding_rule.this.load_balancing_scheme == "INTERNAL_MANAGED" && google_cloud_run_v2_service.this.ingress == "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
}

output "ranges" {
  description = "Ranges that the instances call from, for pools of other networks."
  value       = [var.network.gateways.cidr]
}

output "replicas" {
  description = "Fewest and most instances."
  value = {
    max = google_cloud_run_v2_service.this.template[0].scaling[0].max_instance_count
    min = google_cloud_run_v2_service.this.template[0].scaling[0].min_instance_count
  }
}

output "url" {
  description = "Where applications call the gateway. Under HTTPS, give a name of the certificate to the address and call that."
  value       = "${local._tls ? "https" : "http"}://${google_compute_address.this.address}"
  depends_on = [
    google_cloud_run_v2_service.this,
    google_compute_forwarding_rule.this,
    google_compute_region_network_firewall_policy_rule.clients,
    google_compute_region_network_firewall_policy_rule.others,
  ]
}
