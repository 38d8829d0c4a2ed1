output "addresses" {
  description = "Public addresses that other ends connect to, by interface."
  value       = local._addresses
}

output "asn" {
  description = "Number that the routes of this end go by."
  value       = google_compute_router.this.bgp[0].asn
}

output "vpn" {
  description = "What the module vpn_connection takes as vpn."
  value = {
    addresses = local._addresses
    id        = google_compute_ha_vpn_gateway.this.id
    router    = google_compute_router.this.name
  }
}
