output "bedrock_arns" {
  description = "ARNs that may be invoked through the endpoint of bedrock-runtime; null: any."
  value       = var.bedrock_arns
}

output "cidr" {
  description = "IPv4 range of the VPC."
  value       = aws_vpc.this.cidr_block
}

output "endpoint_security_group_id" {
  description = "Security group of the interface endpoints: the target of an egress rule on port 443."
  value       = aws_security_group.endpoints.id
  depends_on  = [aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.endpoints]
}

output "id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "private_subnet_ids" {
  description = "Ids of the private subnets in the order of the zones, once their ways out exist."
  value       = [for zone in var.zones : aws_subnet.private[zone].id]
  depends_on = [
    aws_route.nat,
    aws_route_table_association.private,
    aws_vpc_endpoint.interface,
    aws_vpc_endpoint.s3,
  ]
}

output "private_subnets" {
  description = "Id of the private subnet of each zone, once their ways out exist."
  value       = { for zone, subnet in aws_subnet.private : zone => subnet.id }
  depends_on = [
    aws_route.nat,
    aws_route_table_association.private,
    aws_vpc_endpoint.interface,
    aws_vpc_endpoint.s3,
  ]
}

output "resolvable_names" {
  description = "DNS names that resolve in the VPC; null: every name."
  value       = one([for list in aws_route53_resolver_firewall_domain_list.listed : toset([for name in list.domains : trimsuffix(name, ".")])])
}

output "route_table_ids" {
  description = "Id of the private route table of each zone."
  value       = { for zone, table in aws_route_table.private : zone => table.id }
}

output "s3_prefix_list_id" {
  description = "Prefix list of S3 in the region: the target of an egress rule on port 443."
  value       = aws_vpc_endpoint.s3.prefix_list_id
}

output "zones" {
  description = "Availability zones that a subnet of the VPC lies in."
  value       = toset([for subnet in concat(values(aws_subnet.private), values(aws_subnet.public)) : subnet.availability_zone])
}
