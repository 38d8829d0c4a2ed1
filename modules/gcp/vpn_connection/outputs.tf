output "addresses" {
  description = "Public address of this end of each tunnel."
  value       = [for tunnel in var.tunnels : var.vpn.addresses[tunnel.interface]]
}

output "keys" {
  description = "Pre-shared keys by tunnel, for the other end."
  value       = var.keys
  sensitive   = true
}
