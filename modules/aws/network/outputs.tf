output "bedrock_arns" {
  description = "ARNs that may be invoked through the endpoint of bedrock-runtime; null: any."
  value       = var.bedrock_arns
}

output "cidr" {
  description = "IPv4 range of the VPC."
  value       = aws_vpc.this.cidr_block
}

output "egress_ranges" {
  description = "Ranges that the VPC calls the internet from: the addresses of its NAT gateways."
  value       = [for address in values(aws_eip.nat) : "${address.public_ip}/32"]
}

output "id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "network" {
  description = "What other modules take as network: the VPC and its range, the private subnet of each zone with its range and route table, and the targets of egress rules on port 443 to AWS services, once their ways out exist."
  value = {
    cidr                       = aws_vpc.this.cidr_block
    endpoint_security_group_id = aws_security_group.endpoints.id
    id                         = aws_vpc.this.id
    ranges                     = { for zone, subnet in aws_subnet.private : zone => subnet.cidr_block }
    route_tables               = { for zone, table in aws_route_table.private : zone => table.id }
    s3_prefix_list_id          = aws_vpc_endpoint.s3.prefix_list_id
    subnets                    = { for zone, subnet in aws_subnet.private : zone => subnet.id }
  }
  depends_on = [
    aws_route.nat,
    aws_route_table_association.private,
    aws_vpc_endpoint.interface,
    aws_vpc_endpoint.s3,
    aws_vpc_security_group_ingress_rule.endpoints,
  ]
}

output "resolvable_names" {
  description = "DNS names that resolve in the VPC; null: every name."
  value       = one([for list in aws_route53_resolver_firewall_domain_list.listed : toset([for name in list.domains : trimsuffix(name, ".")])])
}

output "zones" {
  description = "Availability zones that a subnet of the VPC lies in."
  value       = toset([for subnet in concat(values(aws_subnet.private), values(aws_subnet.public)) : subnet.availability_zone])
}
