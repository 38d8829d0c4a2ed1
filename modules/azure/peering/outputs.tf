output "id" {
  description = "Id of the peering; Azure asks the other end for one of its own."
  value       = azurerm_virtual_network_peering.this.id
}
