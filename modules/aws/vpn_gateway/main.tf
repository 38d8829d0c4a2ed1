resource "aws_vpn_gateway" "this" {
  amazon_side_asn = var.asn
  tags            = merge(var.tags, { Name = var.name })
}

resource "aws_vpn_gateway_attachment" "this" {
  vpc_id         = var.network.id
  vpn_gateway_id = aws_vpn_gateway.this.id
}

# Routes that the other ends tell of, into the private subnets alone.
resource "aws_vpn_gateway_route_propagation" "this" {
  for_each       = var.network.route_tables
  route_table_id = each.value
  vpn_gateway_id = aws_vpn_gateway_attachment.this.vpn_gateway_id
}
