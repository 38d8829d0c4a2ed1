output "cidr" {
  description = "IPv4 range of the network, pods and services included."
  value       = var.cidr
}

output "egress_ranges" {
  description = "Ranges that the network calls the internet from: the address of Cloud NAT."
  value       = [for address in google_compute_address.nat : "${address.address}/32"]
}

output "id" {
  description = "Id of the network."
  value       = google_compute_network.this.id
}

output "network" {
  description = "What other modules take as network, once its ways and its rules exist."
  value = {
    cidr            = var.cidr
    firewall_policy = google_compute_region_network_firewall_policy.this.name
    gateways = {
      cidr       = google_compute_subnetwork.gateways.ip_cidr_range
      subnetwork = google_compute_subnetwork.gateways.id
    }
    id   = google_compute_network.this.id
    name = google_compute_network.this.name
    nat  = var.nat
    nodes = {
      cidr           = google_compute_subnetwork.nodes.ip_cidr_range
      pods_cidr      = local._cidr.pods
      pods_range     = local._ranges.pods
      services_cidr  = local._cidr.services
      services_range = local._ranges.services
      subnetwork     = google_compute_subnetwork.nodes.id
    }
    zones = var.zones
  }
  depends_on = [
    google_compute_firewall.deny_egress,
    google_compute_firewall.google_apis,
    google_compute_region_network_firewall_policy_association.this,
    google_compute_route.google_apis,
    google_compute_route.internet,
    google_compute_router_nat.this,
    google_compute_subnetwork.proxies,
    google_dns_policy.this,
    google_dns_record_set.apex,
    google_dns_record_set.names,
    google_logging_project_exclusion.this,
  ]
}

output "zones" {
  description = "Zones that clusters of the network spread their nodes over; empty: GKE chooses."
  value       = toset(var.zones)
}
