output "addresses" {
  description = "Public addresses that other ends connect to, by interface."
  value       = values(azurerm_public_ip.this)[*].ip_address
}

output "asn" {
  description = "Number that the routes of this end go by."
  value       = azurerm_virtual_network_gateway.this.bgp_settings[0].asn
}

output "vpn" {
  description = "What the module vpn_connection takes as vpn."
  value = {
    addresses        = values(azurerm_public_ip.this)[*].ip_address
    id               = azurerm_virtual_network_gateway.this.id
    inside_addresses = var.inside_addresses
  }
}
