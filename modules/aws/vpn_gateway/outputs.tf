output "addresses" {
  description = "Public addresses that other ends connect to, by interface: none, for AWS gives each connection its own."
  value       = []
}

output "asn" {
  description = "Number that the routes of this end go by."
  value       = tonumber(aws_vpn_gateway.this.amazon_side_asn)
}

output "vpn" {
  description = "What the module vpn_connection takes as vpn, once the network is attached and learns routes."
  value       = { id = aws_vpn_gateway_attachment.this.vpn_gateway_id }
  depends_on  = [aws_vpn_gateway_route_propagation.this]
}
