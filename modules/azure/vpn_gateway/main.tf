locals {
  # The first /27 of a sixteenth that the module network leaves free; Azure asks for this name and size.
  _prefix = tonumber(split("/", var.network.cidr)[1])
  _subnet = cidrsubnet(cidrsubnet(var.network.cidr, 4, 13), max(0, 23 - local._prefix), 0)

  _interfaces = { for position, addresses in var.inside_addresses : "interface-${position}" => addresses }
  _zones      = length(var.network.zones) > 0 ? ["1", "2", "3"] : null
}

# No security group and no NAT gateway: Azure takes neither here.
resource "azurerm_subnet" "this" {
  name                            = "GatewaySubnet"
  resource_group_name             = var.place.resource_group
  virtual_network_name            = var.network.name
  address_prefixes                = [local._subnet]
  default_outbound_access_enabled = false
}

resource "azurerm_public_ip" "this" {
  for_each            = local._interfaces
  name                = "${var.name}-${each.key}"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = local._zones
  tags                = var.tags
}

# Two instances at once, each with an address, over all zones where the region has them.
resource "azurerm_virtual_network_gateway" "this" {
  name                = var.name
  location            = var.place.location
  resource_group_name = var.place.resource_group
  type                = "Vpn"
  vpn_type            = "RouteBased"
  sku                 = "VpnGw1AZ"
  generation          = "Generation1"
  active_active       = true
  bgp_enabled         = true
  tags                = var.tags

  dynamic "ip_configuration" {
    for_each = local._interfaces

    content {
      name                          = ip_configuration.key
      private_ip_address_allocation = "Dynamic"
      public_ip_address_id          = azurerm_public_ip.this[ip_configuration.key].id
      subnet_id                     = azurerm_subnet.this.id
    }
  }

  bgp_settings {
    asn = var.asn

    dynamic "peering_addresses" {
      for_each = local._interfaces

      content {
        ip_configuration_name = peering_addresses.key
        apipa_addresses       = peering_addresses.value
      }
    }
  }
}
