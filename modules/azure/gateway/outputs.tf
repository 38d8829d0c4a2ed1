output "caller" {
  description = "What a pool admits: the range that the gateway calls from."
  value       = { ranges = azurerm_subnet.this.address_prefixes }
}

output "gateway" {
  description = "What the module observability takes: the app."
  value       = { id = azurerm_container_app.this.id }
}

output "internal" {
  description = "Whether the gateway has private addresses only."
  value       = azurerm_container_app_environment.this.internal_load_balancer_enabled
}

output "ranges" {
  description = "Ranges that the replicas call from, for pools of other networks."
  value       = azurerm_subnet.this.address_prefixes
}

output "replicas" {
  description = "Fewest and most replicas."
  value = {
    max = one(azurerm_container_app.this.template).max_replicas
    min = one(azurerm_container_app.this.template).min_replicas
  }
}

output "url" {
  description = "Where applications of the network call the gateway."
  value       = "https://${one(azurerm_container_app.this.ingress).fqdn}"
  depends_on = [
    azurerm_private_dns_a_record.this,
    azurerm_private_dns_zone_virtual_network_link.this,
  ]
}
