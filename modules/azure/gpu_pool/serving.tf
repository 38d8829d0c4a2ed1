# The address is settled here and not by a controller inside the cluster, so that a gateway can be
# configured with it before the first pod runs. Azure has no reservation of a private address: the
# manifests ask for it, as a Service of the type LoadBalancer. Its load balancer leaves the address
# of a packet as it is, so the group of the nodes' subnet sees the address that was called.
locals {
  _address = var.serving.address
  _octets  = [for octet in split(".", local._address) : tonumber(octet)]
  _ranges = sort(distinct(flatten(concat(
    [for client in values(var.clients) : client.caller.ranges],
    values(var.client_ranges)[*].ranges,
  ))))
  _descriptions = concat(values(var.clients)[*].description, values(var.client_ranges)[*].description)
}

resource "azurerm_network_security_rule" "callers" {
  count = length(local._descriptions) > 0 ? 1 : 0

  name                        = "Pool-${var.name}"
  description                 = substr(join(", ", local._descriptions), 0, 140)
  resource_group_name         = var.place.resource_group
  network_security_group_name = var.network.nodes.security_group_name
  access                      = "Allow"
  direction                   = "Inbound"
  # Two pools have two addresses, and so two priorities.
  priority                   = 100 + (256 * local._octets[2] + local._octets[3]) % 1800
  protocol                   = "Tcp"
  source_address_prefixes    = local._ranges
  source_port_range          = "*"
  destination_address_prefix = "${local._address}/32"
  destination_port_range     = "80"
}
