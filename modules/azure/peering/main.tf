# Each end makes one of its own; both stand before anything passes. Routes come with it.
resource "azurerm_virtual_network_peering" "this" {
  name                         = var.name
  resource_group_name          = var.place.resource_group
  virtual_network_name         = var.network.name
  remote_virtual_network_id    = var.peer.network.id
  allow_virtual_network_access = true
  allow_forwarded_traffic      = false
  allow_gateway_transit        = false
  use_remote_gateways          = false
}
