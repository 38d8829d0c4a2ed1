output "cidr" {
  description = "IPv4 range of the network."
  value       = scaleway_vpc_private_network.this.ipv4_subnet[0].subnet
}

output "egress_ranges" {
  description = "Ranges that the network calls the internet from: the address of its Public Gateway."
  value       = [for address in scaleway_vpc_public_gateway_ip.this : "${address.address}/32"]
}

output "id" {
  description = "Id of the VPC."
  value       = scaleway_vpc.this.id
}

output "network" {
  description = "The network, once its way out exists: what every other module of the cloud takes."
  value = {
    cidr               = scaleway_vpc_private_network.this.ipv4_subnet[0].subnet
    nat_address        = one(scaleway_vpc_public_gateway_ip.this[*].address)
    private_network_id = scaleway_vpc_private_network.this.id
    vpc_id             = scaleway_vpc.this.id
    zones              = var.zones
  }
  depends_on = [scaleway_vpc_gateway_network.this]
}

output "zones" {
  description = "Zones of the network."
  value       = toset(var.zones)
}
