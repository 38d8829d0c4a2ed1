locals {
  # A subnet of Azure lies in all zones of its region, so the range is split by use, not by zone:
  # the first half for nodes and what they serve, the next quarter for gateways, each of which takes
  # a /27 of it, the next sixteenth for private endpoints. The rest stays free.
  _nodes_cidr             = cidrsubnet(var.cidr, 1, 0)
  _gateways_cidr          = cidrsubnet(var.cidr, 2, 2)
  _private_endpoints_cidr = cidrsubnet(var.cidr, 4, 12)
}

resource "azurerm_virtual_network" "this" {
  name                = var.name
  location            = var.place.location
  resource_group_name = var.place.resource_group
  address_space       = [var.cidr]
  tags                = var.tags
}

# --- Nodes: nothing in, nothing out, but what the modules of cluster and pools add --------------

resource "azurerm_subnet" "nodes" {
  name                            = "nodes"
  resource_group_name             = var.place.resource_group
  virtual_network_name            = azurerm_virtual_network.this.name
  address_prefixes                = [local._nodes_cidr]
  default_outbound_access_enabled = false
}

# Rules stand by themselves here, not inside the group: other modules add theirs.
resource "azurerm_network_security_group" "nodes" {
  name                = "${var.name}-nodes"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  tags                = var.tags
}

resource "azurerm_network_security_rule" "nodes" {
  for_each                    = toset(["Inbound", "Outbound"])
  name                        = "Deny${each.key}"
  description                 = "What no other rule lets through"
  resource_group_name         = var.place.resource_group
  network_security_group_name = azurerm_network_security_group.nodes.name
  access                      = "Deny"
  direction                   = each.key
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}

resource "azurerm_subnet_network_security_group_association" "nodes" {
  subnet_id                 = azurerm_subnet.nodes.id
  network_security_group_id = azurerm_network_security_group.nodes.id
}

# --- Way out ------------------------------------------------------------------------------------

# Standard, not StandardV2, which lies in all zones but takes no subnet that is delegated to
# Container Apps. Without a zone of its own Azure puts it into one; its address survives a zone.
resource "azurerm_nat_gateway" "this" {
  count                   = var.nat ? 1 : 0
  name                    = var.name
  location                = var.place.location
  resource_group_name     = var.place.resource_group
  sku_name                = "Standard"
  idle_timeout_in_minutes = 10
  tags                    = var.tags
}

resource "azurerm_public_ip" "nat" {
  count               = var.nat ? 1 : 0
  name                = "${var.name}-nat"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  allocation_method   = "Static"
  sku                 = "Standard"
  # An address lies in one zone or in all of them.
  zones = length(var.zones) > 0 ? ["1", "2", "3"] : null
  tags  = var.tags
}

resource "azurerm_nat_gateway_public_ip_association" "this" {
  count                = var.nat ? 1 : 0
  nat_gateway_id       = azurerm_nat_gateway.this[0].id
  public_ip_address_id = azurerm_public_ip.nat[0].id
}

resource "azurerm_subnet_nat_gateway_association" "nodes" {
  count          = var.nat ? 1 : 0
  subnet_id      = azurerm_subnet.nodes.id
  nat_gateway_id = azurerm_nat_gateway.this[0].id
  depends_on     = [azurerm_nat_gateway_public_ip_association.this]
}
