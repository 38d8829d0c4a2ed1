mock_provider "azurerm" {}

variables {
  keys = ["drawn-by-the-other-end-0", "drawn-by-the-other-end-1"]
  name = "support-to-other"
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
  remote = {
    addresses = ["192.0.2.10", "192.0.2.20"]
    asn       = 64515
    cidr      = "10.43.0.0/16"
  }
  tunnels = [
    { interface = 0, inside = "169.254.21.0/30", here = "169.254.21.2", there = "169.254.21.1" },
    { interface = 1, inside = "169.254.21.4/30", here = "169.254.21.6", there = "169.254.21.5" },
  ]
  vpn = {
    addresses        = ["198.51.100.10", "198.51.100.20"]
    id               = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworkGateways/support"
    inside_addresses = [["169.254.21.2", "169.254.21.10"], ["169.254.21.6", "169.254.21.14"]]
  }
}

run "each_tunnel_leads_to_an_address_of_the_other_end" {
  command = plan

  assert {
    condition     = { for tunnel, other in azurerm_local_network_gateway.this : tunnel => [other.gateway_address, one(other.bgp_settings).bgp_peering_address] } == { "0" = ["192.0.2.10", "169.254.21.1"], "1" = ["192.0.2.20", "169.254.21.5"] }
    error_message = "Addresses, outside and inside, must be those of the tunnel."
  }

  assert {
    condition     = output.addresses == ["198.51.100.10", "198.51.100.20"]
    error_message = "The other end must find each tunnel at the instance that it is for."
  }
}

run "an_instance_that_a_tunnel_is_not_for_has_an_address_of_its_own_there" {
  command = plan

  assert {
    condition     = [for connection in values(azurerm_virtual_network_gateway_connection.this) : [one(connection.custom_bgp_addresses).primary, one(connection.custom_bgp_addresses).secondary]] == [["169.254.21.2", "169.254.21.6"], ["169.254.21.2", "169.254.21.6"]]
    error_message = "Azure asks for an address of both instances, and takes only those of the gateway."
  }
}

run "nothing_weaker_than_the_one_suite_is_spoken" {
  command = plan

  assert {
    condition     = alltrue([for connection in values(azurerm_virtual_network_gateway_connection.this) : connection.connection_protocol == "IKEv2" && [one(connection.ipsec_policy).ike_encryption, one(connection.ipsec_policy).ipsec_encryption, one(connection.ipsec_policy).dh_group, one(connection.ipsec_policy).pfs_group] == ["GCMAES256", "GCMAES256", "ECP384", "ECP384"]])
    error_message = "Both phases must be the suite that every cloud speaks."
  }
}

run "keys_of_the_other_end_are_taken_as_they_are" {
  command = plan

  assert {
    condition     = nonsensitive(tolist([for connection in values(azurerm_virtual_network_gateway_connection.this) : connection.shared_key]) == var.keys) && length(terraform_data.key) == 0
    error_message = "The end that makes no keys must draw none."
  }
}

run "an_end_without_keys_draws_one_for_each_tunnel" {
  command = plan

  variables {
    keys = null
  }

  assert {
    condition     = keys(terraform_data.key) == ["0", "1"]
    error_message = "Each tunnel must have a key of its own."
  }
}

run "a_single_tunnel_is_refused" {
  command         = plan
  expect_failures = [var.tunnels]

  variables {
    remote = {
      addresses = ["192.0.2.10"]
      asn       = 64515
      cidr      = "10.43.0.0/16"
    }
    tunnels = [
      { interface = 0, inside = "169.254.21.0/30", here = "169.254.21.2", there = "169.254.21.1" },
    ]
  }
}

run "addresses_inside_that_azure_does_not_take_are_refused" {
  command         = plan
  expect_failures = [var.tunnels]

  variables {
    tunnels = [
      { interface = 0, inside = "169.254.32.0/30", here = "169.254.32.2", there = "169.254.32.1" },
      { interface = 1, inside = "169.254.32.4/30", here = "169.254.32.6", there = "169.254.32.5" },
    ]
  }
}

run "an_address_outside_its_tunnel_is_refused" {
  command         = plan
  expect_failures = [var.tunnels]

  variables {
    tunnels = [
      { interface = 0, inside = "169.254.21.0/30", here = "169.254.21.2", there = "169.254.21.3" },
      { interface = 1, inside = "169.254.21.4/30", here = "169.254.21.6", there = "169.254.21.5" },
    ]
  }
}

run "the_own_range_at_the_other_end_is_refused" {
  command         = plan
  expect_failures = [var.remote]

  variables {
    remote = {
      addresses = ["192.0.2.10", "192.0.2.20"]
      asn       = 64515
      cidr      = "10.40.0.0/16"
    }
  }
}
