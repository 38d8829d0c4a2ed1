output "addresses" {
  description = "Public address of this end of each tunnel."
  value       = flatten([for connection in local._ordered : [connection.tunnel1_address, connection.tunnel2_address]])
}

output "keys" {
  description = "Pre-shared keys by tunnel, for the other end."
  value       = flatten([for connection in local._ordered : [connection.tunnel1_preshared_key, connection.tunnel2_preshared_key]])
  sensitive   = true
}
