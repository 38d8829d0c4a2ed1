# azurerm 4 names a zone by its name and group, 5 by its id.

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  name                 = var.name
  private_dns_zone_id  = azurerm_private_dns_zone.this.id
  virtual_network_id   = var.network.id
  registration_enabled = false
  tags                 = var.tags
}

resource "azurerm_private_dns_a_record" "this" {
  name                = "*"
  private_dns_zone_id = azurerm_private_dns_zone.this.id
  ttl                 = 300
  records             = [azurerm_container_app_environment.this.static_ip_address]
  tags                = var.tags
}
