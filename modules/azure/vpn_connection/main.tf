locals {
  _tunnels = { for position, tunnel in var.tunnels : tostring(position) => merge(tunnel, { position = position }) }
  _keys    = nonsensitive(var.keys == null) ? values(terraform_data.key)[*].output : var.keys
}

# Azure tells nobody what it draws itself. Drawn once, over 240 random bits each: the state holds them,
# as it holds what the connection below is given.
resource "terraform_data" "key" {
  for_each = nonsensitive(var.keys == null) ? local._tunnels : {}
  input    = sensitive(replace("${uuid()}${uuid()}", "-", ""))

  lifecycle {
    ignore_changes = [input]
  }
}

resource "azurerm_local_network_gateway" "this" {
  for_each            = local._tunnels
  name                = "${var.name}-${each.key}"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  gateway_address     = var.remote.addresses[each.value.position]
  tags                = var.tags

  bgp_settings {
    asn                 = var.remote.asn
    bgp_peering_address = each.value.there
  }
}

# Azure has each instance try each tunnel, and asks for an address of both; the other end answers the
# one that the tunnel is for.
resource "azurerm_virtual_network_gateway_connection" "this" {
  for_each                   = local._tunnels
  name                       = "${var.name}-${each.key}"
  location                   = var.place.location
  resource_group_name        = var.place.resource_group
  type                       = "IPsec"
  virtual_network_gateway_id = var.vpn.id
  local_network_gateway_id   = azurerm_local_network_gateway.this[each.key].id
  connection_protocol        = "IKEv2"
  bgp_enabled                = true
  shared_key                 = local._keys[each.value.position]
  tags                       = var.tags

  custom_bgp_addresses {
    primary   = each.value.interface == 0 ? each.value.here : var.vpn.inside_addresses[0][0]
    secondary = each.value.interface == 1 ? each.value.here : var.vpn.inside_addresses[1][0]
  }

  # One suite that every cloud speaks, in place of all that Azure would take, SHA-1 among them.
  ipsec_policy {
    dh_group         = "ECP384"
    ike_encryption   = "GCMAES256"
    ike_integrity    = "SHA384"
    ipsec_encryption = "GCMAES256"
    ipsec_integrity  = "GCMAES256"
    pfs_group        = "ECP384"
  }
}
