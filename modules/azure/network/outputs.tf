output "cidr" {
  description = "IPv4 range of the network."
  value       = var.cidr
}

output "egress_ranges" {
  description = "Ranges that the network calls the internet from: the address of its NAT gateway."
  value       = [for address in azurerm_public_ip.nat : "${address.ip_address}/32"]
}

output "id" {
  description = "Id of the virtual network."
  value       = azurerm_virtual_network.this.id
}

output "network" {
  description = "What the modules of gateways, clusters, pools, accounts and buckets take as network, once its private ways are open."
  value = {
    cidr           = var.cidr
    gateways_cidr  = local._gateways_cidr
    id             = azurerm_virtual_network.this.id
    location       = azurerm_virtual_network.this.location
    name           = azurerm_virtual_network.this.name
    nat            = var.nat
    nat_gateway_id = one(azurerm_nat_gateway.this[*].id)
    nodes = {
      cidr                = local._nodes_cidr
      security_group_name = azurerm_network_security_group.nodes.name
      subnet_id           = azurerm_subnet.nodes.id
    }
    private_dns_zone_ids = {
      for service in var.private_services :
      service => [for domain in local._domains[service] : azurerm_private_dns_zone.this[domain].id]
    }
    private_endpoints = {
      cidr      = local._private_endpoints_cidr
      subnet_id = azurerm_subnet.private_endpoints.id
    }
    zones = var.zones
  }
  depends_on = [
    azurerm_nat_gateway_public_ip_association.this,
    azurerm_network_security_rule.nodes,
    azurerm_private_dns_zone_virtual_network_link.this,
    azurerm_private_endpoint.vault,
    azurerm_subnet_nat_gateway_association.nodes,
    azurerm_subnet_network_security_group_association.nodes,
    azurerm_subnet_network_security_group_association.private_endpoints,
  ]
}

output "zones" {
  description = "Availability zones that gateways and nodes use."
  value       = toset(var.zones)
}
