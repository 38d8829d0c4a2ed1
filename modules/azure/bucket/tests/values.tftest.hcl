mock_provider "azurerm" {
  mock_resource "azurerm_storage_account" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Storage/storageAccounts/support1" }
  }
}

variables {
  name           = "support-answers-of-the-bank"
  retention_days = 30
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
  network = {
    cidr                 = "10.40.0.0/16"
    gateways_cidr        = "10.40.128.0/18"
    id                   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support"
    location             = "germanywestcentral"
    name                 = "support"
    nat                  = true
    nat_gateway_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/natGateways/support"
    nodes                = { cidr = "10.40.0.0/17", security_group_name = "support-nodes", subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support/subnets/nodes" }
    private_dns_zone_ids = { azure-openai = ["/zones/openai"], key-vault = ["/zones/vault"], storage = ["/zones/blob"] }
    private_endpoints    = { cidr = "10.40.192.0/20", subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support/subnets/private-endpoints" }
    zones                = ["1", "2", "3"]
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

run "the_account_has_a_name_that_azure_takes" {
  command = plan

  assert {
    condition     = can(regex("^[a-z0-9]{3,24}$", azurerm_storage_account.this.name))
    error_message = "An account's name has at most 24 lower-case letters and digits."
  }
}

run "nobody_comes_in_from_outside_or_with_a_key" {
  command = plan

  assert {
    condition     = !azurerm_storage_account.this.public_network_access_enabled && !azurerm_storage_account.this.shared_access_key_enabled && !azurerm_storage_account.this.allow_nested_items_to_be_public
    error_message = "The account must be private and know identities only."
  }
}

run "what_is_deleted_goes_a_day_after_it" {
  command = plan

  assert {
    condition     = one(one(azurerm_storage_account.this.blob_properties).delete_retention_policy).days == 1 && !one(azurerm_storage_account.this.blob_properties).versioning_enabled
    error_message = "Nothing may outlive the retention by more than a day."
  }

  assert {
    condition     = one(one(one(azurerm_storage_management_policy.this.rule).actions).base_blob).delete_after_days_since_modification_greater_than == 30
    error_message = "The lifecycle must delete what has reached its age."
  }
}

run "a_retention_of_nothing_is_refused" {
  command         = plan
  expect_failures = [var.retention_days]

  variables {
    retention_days = 0
  }
}

run "a_network_without_the_zone_of_storage_is_refused" {
  command         = plan
  expect_failures = [var.network]

  variables {
    network = {
      cidr                 = "10.40.0.0/16"
      gateways_cidr        = "10.40.128.0/18"
      id                   = "network"
      location             = "germanywestcentral"
      name                 = "support"
      nat                  = false
      nat_gateway_id       = null
      nodes                = { cidr = "10.40.0.0/17", security_group_name = "nodes", subnet_id = "subnet" }
      private_dns_zone_ids = { key-vault = ["/zones/vault"] }
      private_endpoints    = { cidr = "10.40.192.0/20", subnet_id = "subnet" }
      zones                = ["1", "2"]
    }
  }
}
