# Each environment has a subnet of its own, a /27 of the quarter that the network keeps for gateways.
# Which one is decided by the name: a network of /16 has 512, one of /20 has 32.
locals {
  _range  = var.network.gateways_cidr
  _bits   = 27 - tonumber(split("/", local._range)[1])
  _slot   = parseint(substr(sha1(var.name), 0, 8), 16) % pow(2, local._bits)
  _subnet = cidrsubnet(local._range, local._bits, local._slot)

  _rules = merge(
    {
      # 31443 is where the environment's proxies listen, behind its load balancer.
      AllowClients       = { direction = "Inbound", priority = 100, protocol = "Tcp", from = coalesce(var.clients, [var.network.cidr]), to = [local._subnet], ports = ["443", "31443"], why = "Callers" }
      AllowLoadBalancer  = { direction = "Inbound", priority = 110, protocol = "Tcp", from = ["AzureLoadBalancer"], to = [local._subnet], ports = ["30000-32767"], why = "Health checks of the load balancer" }
      AllowWithinInbound = { direction = "Inbound", priority = 120, protocol = "*", from = [local._subnet], to = [local._subnet], ports = ["*"], why = "Between the parts of the environment" }

      AllowWithinOutbound   = { direction = "Outbound", priority = 100, protocol = "*", from = [local._subnet], to = [local._subnet], ports = ["*"], why = "Between the parts of the environment" }
      AllowPrivateEndpoints = { direction = "Outbound", priority = 110, protocol = "Tcp", from = [local._subnet], to = [var.network.private_endpoints.cidr], ports = ["443"], why = "Secrets and models through private endpoints" }
      AllowNames            = { direction = "Outbound", priority = 120, protocol = "*", from = [local._subnet], to = ["168.63.129.16"], ports = ["53"], why = "Azure's resolver" }
      # What an environment cannot live without; learn.microsoft.com/azure/container-apps/firewall-integration
      AllowEntra       = { direction = "Outbound", priority = 130, protocol = "Tcp", from = [local._subnet], to = ["AzureActiveDirectory"], ports = ["443"], why = "Tokens of the identity" }
      AllowMonitor     = { direction = "Outbound", priority = 140, protocol = "Tcp", from = [local._subnet], to = ["AzureMonitor"], ports = ["443"], why = "Logs and metrics" }
      AllowRegistry    = { direction = "Outbound", priority = 150, protocol = "Tcp", from = [local._subnet], to = ["MicrosoftContainerRegistry"], ports = ["443"], why = "Images of the platform" }
      AllowRegistryCdn = { direction = "Outbound", priority = 160, protocol = "Tcp", from = [local._subnet], to = ["AzureFrontDoor.FirstParty"], ports = ["443"], why = "Layers of the platform's images" }
    },
    { for name, rule in {
      AllowOwnRegistry       = { direction = "Outbound", priority = 170, protocol = "Tcp", from = [local._subnet], to = ["AzureContainerRegistry.${var.place.location}"], ports = ["443"], why = "The gateway's image" }
      AllowOwnRegistryLayers = { direction = "Outbound", priority = 180, protocol = "Tcp", from = [local._subnet], to = ["Storage.${var.place.location}"], ports = ["443"], why = "Layers of the gateway's image" }
    } : name => rule if local._private_registry },
    # Security groups know addresses, not names: the hosts share one rule, which names them.
    { for name, rule in {
      AllowHosts = { direction = "Outbound", priority = 190, protocol = "Tcp", from = [local._subnet], to = ["Internet"], ports = ["443"], why = "HTTPS to ${join(", ", var.hosts)}" }
    } : name => rule if length(var.hosts) > 0 },
    {
      for position, name in sort(keys(var.pools)) :
      "AllowPool-${name}" => { direction = "Outbound", priority = 200 + position, protocol = "Tcp", from = [local._subnet], to = [var.pools[name].address.cidr], ports = [tostring(var.pools[name].address.port)], why = var.pools[name].description }
    },
    {
      for position, name in sort(keys(var.pool_ranges)) :
      "AllowPool-${name}" => { direction = "Outbound", priority = 200 + length(var.pools) + position, protocol = "Tcp", from = [local._subnet], to = var.pool_ranges[name].ranges, ports = ["80"], why = var.pool_ranges[name].description }
    },
    {
      DenyInbound  = { direction = "Inbound", priority = 4096, protocol = "*", from = ["*"], to = ["*"], ports = ["*"], why = "What no other rule lets through" }
      DenyOutbound = { direction = "Outbound", priority = 4096, protocol = "*", from = ["*"], to = ["*"], ports = ["*"], why = "What no other rule lets through" }
    },
  )
}

resource "azurerm_subnet" "this" {
  name                            = "gateway-${var.name}"
  resource_group_name             = var.place.resource_group
  virtual_network_name            = var.network.name
  address_prefixes                = [local._subnet]
  default_outbound_access_enabled = false

  delegation {
    name = "container-apps"

    service_delegation {
      name    = "Microsoft.App/environments"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

# All rules in one group, which Azure takes as a whole: no order of changes lets a call through.
resource "azurerm_network_security_group" "this" {
  name                = "${var.name}-gateway"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  tags                = var.tags

  dynamic "security_rule" {
    for_each = local._rules

    content {
      name              = security_rule.key
      description       = substr(security_rule.value.why, 0, 140)
      access            = startswith(security_rule.key, "Deny") ? "Deny" : "Allow"
      direction         = security_rule.value.direction
      priority          = security_rule.value.priority
      protocol          = security_rule.value.protocol
      source_port_range = "*"
      # A tag stands alone, in the singular; ranges stand in the plural.
      source_address_prefix      = can(cidrnetmask(security_rule.value.from[0])) ? null : security_rule.value.from[0]
      source_address_prefixes    = can(cidrnetmask(security_rule.value.from[0])) ? security_rule.value.from : null
      destination_address_prefix = one(security_rule.value.to)
      destination_port_range     = length(security_rule.value.ports) == 1 ? security_rule.value.ports[0] : null
      destination_port_ranges    = length(security_rule.value.ports) == 1 ? null : security_rule.value.ports
    }
  }
}

resource "azurerm_subnet_network_security_group_association" "this" {
  subnet_id                 = azurerm_subnet.this.id
  network_security_group_id = azurerm_network_security_group.this.id
}

resource "azurerm_subnet_nat_gateway_association" "this" {
  count          = var.network.nat ? 1 : 0
  subnet_id      = azurerm_subnet.this.id
  nat_gateway_id = var.network.nat_gateway_id
}
