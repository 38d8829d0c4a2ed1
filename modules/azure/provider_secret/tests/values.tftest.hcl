mock_provider "azurerm" {}

variables {
  description = "Key of the Mistral API"
  name        = "support/mistral/api_key"
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

run "a_name_with_slashes_becomes_one_that_key_vault_takes" {
  command = plan

  assert {
    condition     = azurerm_key_vault_secret.this.name == "support-mistral-api-key" && azurerm_key_vault_secret.this.key_vault_id == var.key.vault_id
    error_message = "Key Vault takes letters, digits and hyphens only, and the vault is that of the key."
  }
}

run "the_value_is_in_no_state" {
  command = plan

  variables {
    value = "sk-given"
  }

  assert {
    condition     = azurerm_key_vault_secret.this.value_wo == null && azurerm_key_vault_secret.this.value_wo_version == 1
    error_message = "A value that is only written must not be kept."
  }
}

run "no_day_closes_the_way_to_the_provider" {
  command = plan

  assert {
    condition     = azurerm_key_vault_secret.this.expiration_date == null && azurerm_key_vault_secret.this.content_type == "Key of the Mistral API"
    error_message = "A secret that expires fails on a day that nobody remembers."
  }
}

run "a_value_beside_a_generated_one_is_refused" {
  command         = plan
  expect_failures = [var.value]

  variables {
    generate = true
    value    = "sk-given"
  }
}

run "a_window_other_than_the_vaults_is_refused" {
  command         = plan
  expect_failures = [var.recovery_window_days]

  variables {
    recovery_window_days = 7
  }
}

run "a_description_longer_than_key_vault_keeps_is_refused" {
  command         = plan
  expect_failures = [var.description]

  variables {
    description = join("", [for number in range(64) : "long"])
  }
}

run "a_value_written_again_by_half_is_refused" {
  command         = plan
  expect_failures = [var.value_version]

  variables {
    value_version = 1.5
  }
}
