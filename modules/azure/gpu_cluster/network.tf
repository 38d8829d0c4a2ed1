# Pods of the overlay keep their addresses on their way between nodes, so the group of the nodes'
# subnet has to know both ranges; learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay
locals {
  _own = [var.network.nodes.cidr, local._pods]
  _rules = {
    ClusterWithinInbound  = { direction = "Inbound", priority = 2000, protocol = "*", ports = ["*"], from = local._own, to = local._own, why = "Between nodes and pods" }
    ClusterWithinOutbound = { direction = "Outbound", priority = 2000, protocol = "*", ports = ["*"], from = local._own, to = local._own, why = "Between nodes and pods" }
    ClusterProbes         = { direction = "Inbound", priority = 2010, protocol = "*", ports = ["*"], from = ["AzureLoadBalancer"], to = [var.network.nodes.cidr], why = "Health checks of load balancers" }
    ClusterEndpoints      = { direction = "Outbound", priority = 2010, protocol = "Tcp", ports = ["443"], from = local._own, to = [var.network.private_endpoints.cidr], why = "Azure's services through private endpoints" }
    ClusterHttps          = { direction = "Outbound", priority = 2020, protocol = "Tcp", ports = ["443"], from = local._own, to = ["Internet"], why = "Images, weights, and what AKS needs of Azure" }
    ClusterTime           = { direction = "Outbound", priority = 2030, protocol = "Udp", ports = ["123"], from = local._own, to = ["Internet"], why = "Time" }
  }
}

resource "azurerm_network_security_rule" "this" {
  for_each = local._rules

  name                         = each.key
  description                  = each.value.why
  resource_group_name          = var.place.resource_group
  network_security_group_name  = var.network.nodes.security_group_name
  access                       = "Allow"
  direction                    = each.value.direction
  priority                     = each.value.priority
  protocol                     = each.value.protocol
  source_port_range            = "*"
  source_address_prefix        = can(cidrnetmask(each.value.from[0])) ? null : each.value.from[0]
  source_address_prefixes      = can(cidrnetmask(each.value.from[0])) ? each.value.from : null
  destination_address_prefix   = can(cidrnetmask(each.value.to[0])) ? null : each.value.to[0]
  destination_address_prefixes = can(cidrnetmask(each.value.to[0])) ? each.value.to : null
  destination_port_range       = one(each.value.ports)
}
