# azurerm 4 names a zone by its name and group, 5 by its id.

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each             = local._zones
  name                 = var.name
  private_dns_zone_id  = azurerm_private_dns_zone.this[each.key].id
  virtual_network_id   = azurerm_virtual_network.this.id
  registration_enabled = false
  tags                 = var.tags
}
