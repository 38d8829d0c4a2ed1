# Private ways to Azure's services. Who owns a resource makes its endpoint, in this subnet and with
# these zones; the vault has no owner that knows a network, so its endpoint stands here.

locals {
  _domains = {
    azure-openai = ["privatelink.openai.azure.com"]
    foundry = [
      "privatelink.cognitiveservices.azure.com",
      "privatelink.openai.azure.com",
      "privatelink.services.ai.azure.com",
    ]
    key-vault = ["privatelink.vaultcore.azure.net"]
    storage   = ["privatelink.blob.core.windows.net"]
  }
  _zones = toset(flatten([for service in var.private_services : local._domains[service]]))
}

resource "azurerm_subnet" "private_endpoints" {
  name                            = "private-endpoints"
  resource_group_name             = var.place.resource_group
  virtual_network_name            = azurerm_virtual_network.this.name
  address_prefixes                = [local._private_endpoints_cidr]
  default_outbound_access_enabled = false
  # Endpoints are outside of security groups unless asked in.
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

resource "azurerm_network_security_group" "private_endpoints" {
  name                = "${var.name}-private-endpoints"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  tags                = var.tags

  security_rule {
    name                       = "AllowHttps"
    description                = "HTTPS from inside the network"
    access                     = "Allow"
    direction                  = "Inbound"
    priority                   = 100
    protocol                   = "Tcp"
    source_address_prefix      = var.cidr
    source_port_range          = "*"
    destination_address_prefix = local._private_endpoints_cidr
    destination_port_range     = "443"
  }

  dynamic "security_rule" {
    for_each = toset(["Inbound", "Outbound"])

    content {
      name                       = "Deny${security_rule.value}"
      description                = "What no other rule lets through"
      access                     = "Deny"
      direction                  = security_rule.value
      priority                   = 4096
      protocol                   = "*"
      source_address_prefix      = "*"
      source_port_range          = "*"
      destination_address_prefix = "*"
      destination_port_range     = "*"
    }
  }
}

resource "azurerm_subnet_network_security_group_association" "private_endpoints" {
  subnet_id                 = azurerm_subnet.private_endpoints.id
  network_security_group_id = azurerm_network_security_group.private_endpoints.id
}

resource "azurerm_private_dns_zone" "this" {
  for_each            = local._zones
  name                = each.key
  resource_group_name = var.place.resource_group
  tags                = var.tags
}

resource "azurerm_private_endpoint" "vault" {
  count               = contains(var.private_services, "key-vault") ? 1 : 0
  name                = "${var.name}-key-vault"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  subnet_id           = azurerm_subnet.private_endpoints.id
  tags                = var.tags

  private_service_connection {
    name                           = "key-vault"
    private_connection_resource_id = var.key.vault_id
    is_manual_connection           = false
    subresource_names              = ["vault"]
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [for domain in local._domains["key-vault"] : azurerm_private_dns_zone.this[domain].id]
  }

  depends_on = [azurerm_subnet_network_security_group_association.private_endpoints]
}
