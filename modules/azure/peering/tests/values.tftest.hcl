mock_provider "azurerm" {}

variables {
  name = "support-to-sweden"
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
  peer = {
    network = {
      cidr           = "10.41.0.0/16"
      gateways_cidr  = "10.41.128.0/18"
      id             = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support-sweden/providers/Microsoft.Network/virtualNetworks/support"
      location       = "swedencentral"
      name           = "support"
      nat            = false
      nat_gateway_id = ""
      nodes = {
        cidr                = "10.41.0.0/17"
        security_group_name = "support-nodes"
        subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support-sweden/providers/Microsoft.Network/virtualNetworks/support/subnets/nodes"
      }
      private_dns_zone_ids = {}
      private_endpoints = {
        cidr      = "10.41.192.0/20"
        subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support-sweden/providers/Microsoft.Network/virtualNetworks/support/subnets/endpoints"
      }
      zones = ["1", "2", "3"]
    }
    place = {
      deployer_ranges              = ["203.0.113.7/32"]
      location                     = "swedencentral"
      log_analytics_workspace_guid = "00000000-0000-0000-0000-000000000009"
      log_analytics_workspace_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support-sweden/providers/Microsoft.OperationalInsights/workspaces/support"
      resource_group               = "support-sweden"
      subscription_id              = "00000000-0000-0000-0000-000000000001"
      tenant_id                    = "00000000-0000-0000-0000-000000000002"
    }
  }
}

run "the_peering_lies_with_its_own_end_and_leads_to_the_other" {
  command = plan

  assert {
    condition     = azurerm_virtual_network_peering.this.resource_group_name == "support" && azurerm_virtual_network_peering.this.virtual_network_name == "support" && azurerm_virtual_network_peering.this.remote_virtual_network_id == var.peer.network.id
    error_message = "Each end has one of its own, to the other network."
  }
}

run "nothing_passes_but_what_the_two_networks_say_to_each_other" {
  command = plan

  assert {
    condition     = !azurerm_virtual_network_peering.this.allow_forwarded_traffic && !azurerm_virtual_network_peering.this.allow_gateway_transit && !azurerm_virtual_network_peering.this.use_remote_gateways
    error_message = "A third network must not be reached through the second."
  }
}

run "the_end_that_accepts_makes_one_too" {
  command = plan

  variables {
    accepts = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/other/virtualNetworkPeerings/other" }
  }

  assert {
    condition     = azurerm_virtual_network_peering.this.remote_virtual_network_id == var.peer.network.id
    error_message = "Nothing passes before both ends have a peering."
  }
}

run "a_network_with_the_same_range_is_refused" {
  command         = plan
  expect_failures = [var.peer]

  variables {
    peer = {
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
  }
}

run "a_name_that_ends_with_a_hyphen_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "support-"
  }
}
