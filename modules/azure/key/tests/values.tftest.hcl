mock_provider "azurerm" {}

variables {
  name = "support-assistant-of-the-bank"
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

run "the_vault_has_a_name_that_azure_takes" {
  command = plan

  assert {
    condition     = can(regex("^[a-z](-?[a-z0-9])+$", azurerm_key_vault.this.name)) && length(azurerm_key_vault.this.name) <= 24
    error_message = "A vault's name has at most 24 letters, digits and single hyphens."
  }
}

run "nothing_reaches_the_vault_but_who_is_named" {
  command = plan

  assert {
    condition     = one(azurerm_key_vault.this.network_acls).default_action == "Deny" && one(azurerm_key_vault.this.network_acls).ip_rules == toset(["203.0.113.7/32"])
    error_message = "The vault's firewall must let in trusted services and the deployer alone."
  }

  assert {
    condition     = azurerm_key_vault.this.purge_protection_enabled && azurerm_key_vault.this.rbac_authorization_enabled
    error_message = "Services refuse a key that somebody could purge."
  }
}

run "a_key_without_nodes_has_no_disk_encryption_set" {
  command = plan

  assert {
    condition     = length(azurerm_disk_encryption_set.nodes) == 0
    error_message = "Disks are encrypted only where there are nodes."
  }
}

run "disks_follow_the_key" {
  command = plan

  variables {
    node_volumes = true
  }

  assert {
    condition     = one(azurerm_disk_encryption_set.nodes[*].auto_key_rotation_enabled)
    error_message = "A rotated key must reach the disks."
  }
}

run "a_term_that_key_vault_does_not_offer_is_refused" {
  command         = plan
  expect_failures = [var.deletion_window_days]

  variables {
    deletion_window_days = 3
  }
}
