locals {
  # AWS builds two tunnels to each address of the other gateway.
  _connections = {
    for interface in distinct(var.tunnels[*].interface) :
    tostring(interface) => [for position, tunnel in var.tunnels : merge(tunnel, { position = position }) if tunnel.interface == interface]
  }
  _ordered = [for interface in distinct(var.tunnels[*].interface) : aws_vpn_connection.this[tostring(interface)]]
}

resource "aws_customer_gateway" "this" {
  for_each   = local._connections
  bgp_asn    = tostring(var.remote.asn)
  ip_address = var.remote.addresses[each.value[0].position]
  type       = "ipsec.1"
  tags       = merge(var.tags, { Name = "${var.name}-${each.key}" })

  lifecycle {
    create_before_destroy = true
  }
}

# IKEv2 and one suite that every cloud speaks, in place of all that AWS would take, SHA-1 among them.
resource "aws_vpn_connection" "this" {
  for_each            = local._connections
  customer_gateway_id = aws_customer_gateway.this[each.key].id
  vpn_gateway_id      = var.vpn.id
  type                = "ipsec.1"
  static_routes_only  = false
  tags                = merge(var.tags, { Name = "${var.name}-${each.key}" })

  # AWS draws the keys: nobody has to carry them, and the state holds them either way.
  tunnel1_inside_cidr                  = each.value[0].inside
  tunnel1_ike_versions                 = ["ikev2"]
  tunnel1_phase1_dh_group_numbers      = [20]
  tunnel1_phase1_encryption_algorithms = ["AES256-GCM-16"]
  tunnel1_phase1_integrity_algorithms  = ["SHA2-384"]
  tunnel1_phase2_dh_group_numbers      = [20]
  tunnel1_phase2_encryption_algorithms = ["AES256-GCM-16"]
  tunnel1_phase2_integrity_algorithms  = ["SHA2-384"]
  tunnel1_startup_action               = "add"
  tunnel2_inside_cidr                  = each.value[1].inside
  tunnel2_ike_versions                 = ["ikev2"]
  tunnel2_phase1_dh_group_numbers      = [20]
  tunnel2_phase1_encryption_algorithms = ["AES256-GCM-16"]
  tunnel2_phase1_integrity_algorithms  = ["SHA2-384"]
  tunnel2_phase2_dh_group_numbers      = [20]
  tunnel2_phase2_encryption_algorithms = ["AES256-GCM-16"]
  tunnel2_phase2_integrity_algorithms  = ["SHA2-384"]
  tunnel2_startup_action               = "add"
}
