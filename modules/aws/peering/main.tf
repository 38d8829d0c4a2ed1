resource "aws_vpc_peering_connection" "this" {
  count       = var.accepts == null ? 1 : 0
  vpc_id      = var.network.id
  peer_vpc_id = var.peer.network.id
  peer_region = var.peer.place.region
  tags        = merge(var.tags, { Name = var.name })
}

resource "aws_vpc_peering_connection_accepter" "this" {
  count                     = var.accepts == null ? 0 : 1
  vpc_peering_connection_id = var.accepts.id
  auto_accept               = true
  tags                      = merge(var.tags, { Name = var.name })
}

locals {
  _peering_id = one(concat(aws_vpc_peering_connection.this[*].id, aws_vpc_peering_connection_accepter.this[*].id))
}

# From the private subnets alone.
resource "aws_route" "this" {
  for_each                  = var.network.route_tables
  route_table_id            = each.value
  destination_cidr_block    = var.peer.network.cidr
  vpc_peering_connection_id = local._peering_id
}
