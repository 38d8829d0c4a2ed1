mock_provider "azurerm" {}

variables {
  name             = "support"
  nat              = true
  private_services = ["azure-openai", "foundry", "key-vault"]
  zones            = ["1", "2"]
  key = {
    disk_encryption_set_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Compute/diskEncryptionSets/support-nodes"
    id                     = "https://support-1.vault.azure.net/keys/encryption"
    identity_client_id     = "00000000-0000-0000-0000-000000000005"
    identity_id            = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.ManagedIdentity/userAssignedIdentities/support"
    identity_principal_id  = "00000000-0000-0000-0000-000000000007"
    recovery_window_days   = 30
    vault_id               = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.KeyVault/vaults/support-1"
    vault_uri              = "https://support-1.vault.azure.net/"
    version_id             = "https://support-1.vault.azure.net/keys/encryption/0123456789abcdef"
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

run "the_range_is_split_by_use" {
  command = plan

  assert {
    condition     = azurerm_subnet.nodes.address_prefixes == tolist(["10.40.0.0/17"]) && azurerm_subnet.private_endpoints.address_prefixes == tolist(["10.40.192.0/20"])
    error_message = "Nodes get the first half, private endpoints the sixteenth after the gateways' quarter."
  }
}

run "no_subnet_has_a_way_out_that_nobody_made" {
  command = plan

  variables {
    nat = false
  }

  assert {
    condition     = !azurerm_subnet.nodes.default_outbound_access_enabled && !azurerm_subnet.private_endpoints.default_outbound_access_enabled && length(azurerm_nat_gateway.this) == 0 && length(azurerm_public_ip.nat) == 0
    error_message = "Without nat nothing may leave."
  }

  assert {
    condition     = alltrue([for rule in azurerm_network_security_rule.nodes : rule.access == "Deny" && rule.priority == 4096])
    error_message = "What no rule lets through has to be denied, both ways."
  }
}

run "services_that_share_a_domain_share_its_zone" {
  command = plan

  assert {
    condition     = length(azurerm_private_dns_zone.this) == 4
    error_message = "A network can be linked to one zone of a name only."
  }
}

run "a_network_of_one_zone_is_taken_for_a_reservation" {
  command = plan

  variables {
    zones = ["1"]
  }

  assert {
    condition     = length(one(azurerm_public_ip.nat[*].zones)) == 3
    error_message = "The address of the way out must lie in all zones, however few are used."
  }
}

run "a_region_without_zones_needs_none" {
  command = plan

  variables {
    zones = []
  }

  assert {
    condition     = length(coalesce(one(azurerm_public_ip.nat[*].zones), [])) == 0
    error_message = "An address in zones cannot be made where there are none."
  }
}

run "a_service_without_a_zone_of_its_own_is_refused" {
  command         = plan
  expect_failures = [var.private_services]

  variables {
    private_services = ["blob"]
  }
}

run "a_range_too_small_for_gateways_is_refused" {
  command         = plan
  expect_failures = [var.cidr]

  variables {
    cidr = "10.40.0.0/24"
  }
}
