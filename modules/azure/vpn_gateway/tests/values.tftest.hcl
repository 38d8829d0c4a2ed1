mock_provider "azurerm" {}

variables {
  asn              = 64514
  inside_addresses = [["169.254.21.2"], ["169.254.21.6"]]
  name             = "support"
  network = {
    cidr           = "10.40.0.0/16"
    gateways_cidr  = "10.40.128.0/18"
    id             = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support"
    location       = "germanywestcentral"
    name           = "support"
    nat            = false
    nat_gateway_id = ""
    nodes = {
      cidr                = "10.40.0.0/17"
      security_group_name = "support-nodes"
      subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support/subnets/nodes"
    }
    private_dns_zone_ids = {}
    private_endpoints = {
      cidr      = "10.40.192.0/20"
      subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support/subnets/endpoints"
    }
    zones = ["1", "2", "3"]
  }
  place = {
    deployer_ranges              = ["203.0.113.7/32"]
    location                     = "germanywestcentral"
    log_analytics_workspace_guid = "00000000-0000-0000-0000-000000000009"
    log_analytics_workspace_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.OperationalInsights/workspaces/support"
    resource_group               = "support"
    subscription_id              = "00000000-0000-0000-0000-000000000001"
    tenant_id                    = "00000000-0000-0000-0000-000000000002"
  }
}

run "the_gateways_subnet_is_one_that_nothing_else_takes" {
  command = plan

  assert {
    condition     = azurerm_subnet.this.name == "GatewaySubnet" && azurerm_subnet.this.address_prefixes == tolist(["10.40.208.0/27"]) && !azurerm_subnet.this.default_outbound_access_enabled
    error_message = "It needs that name and 32 addresses behind those of the private endpoints."
  }
}

run "the_narrowest_network_has_room_for_it_too" {
  command = plan

  variables {
    network = {
      cidr           = "10.40.0.0/20"
      gateways_cidr  = "10.40.128.0/18"
      id             = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support"
      location       = "germanywestcentral"
      name           = "support"
      nat            = false
      nat_gateway_id = ""
      nodes = {
        cidr                = "10.40.0.0/17"
        security_group_name = "support-nodes"
        subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support/subnets/nodes"
      }
      private_dns_zone_ids = {}
      private_endpoints = {
        cidr      = "10.40.192.0/20"
        subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support/subnets/endpoints"
      }
      zones = ["1", "2", "3"]
    }
  }

  assert {
    condition     = azurerm_subnet.this.address_prefixes == tolist(["10.40.13.0/27"])
    error_message = "A sixteenth of 4,096 addresses holds the 32 that are needed."
  }
}

run "two_instances_stand_at_once_in_all_zones" {
  command = plan

  assert {
    condition     = azurerm_virtual_network_gateway.this.active_active && length(azurerm_virtual_network_gateway.this.ip_configuration) == 2 && azurerm_virtual_network_gateway.this.sku == "VpnGw1AZ"
    error_message = "One instance would take the tunnels with it."
  }

  assert {
    condition     = alltrue([for address in azurerm_public_ip.this : length(address.zones) == 3])
    error_message = "An address of one zone goes with its zone."
  }
}

run "a_region_without_zones_needs_none" {
  command = plan

  variables {
    network = {
      cidr           = "10.40.0.0/16"
      gateways_cidr  = "10.40.128.0/18"
      id             = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support"
      location       = "germanywestcentral"
      name           = "support"
      nat            = false
      nat_gateway_id = ""
      nodes = {
        cidr                = "10.40.0.0/17"
        security_group_name = "support-nodes"
        subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support/subnets/nodes"
      }
      private_dns_zone_ids = {}
      private_endpoints = {
        cidr      = "10.40.192.0/20"
        subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support/subnets/endpoints"
      }
      zones = []
    }
  }

  assert {
    condition     = alltrue([for address in azurerm_public_ip.this : length(coalesce(address.zones, [])) == 0])
    error_message = "An address in zones cannot be made where there are none."
  }
}

run "each_instance_has_addresses_inside_its_tunnels" {
  command = plan

  assert {
    condition     = [for addresses in one(azurerm_virtual_network_gateway.this.bgp_settings).peering_addresses : addresses.apipa_addresses] == [tolist(["169.254.21.2"]), tolist(["169.254.21.6"])] && one(azurerm_virtual_network_gateway.this.bgp_settings).asn == 64514
    error_message = "Routes are told under the number given, at the addresses given."
  }
}

run "an_address_that_azure_does_not_take_is_refused" {
  command         = plan
  expect_failures = [var.inside_addresses]

  variables {
    inside_addresses = [["169.254.32.2"], ["169.254.32.6"]]
  }
}

run "addresses_of_one_instance_are_refused" {
  command         = plan
  expect_failures = [var.inside_addresses]

  variables {
    inside_addresses = [["169.254.21.2"]]
  }
}

run "a_number_that_azure_keeps_is_refused" {
  command         = plan
  expect_failures = [var.asn]

  variables {
    asn = 65515
  }
}
