mock_provider "azurerm" {
  mock_resource "azurerm_cognitive_account" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.CognitiveServices/accounts/support" }
  }
}

variables {
  name = "support"
  deployments = {
    chat     = { capacity = 150, deployment_type = "DataZoneStandard", model = "gpt-4.1", version = "2025-04-14" }
    reserved = { capacity = 50, deployment_type = "DataZoneProvisionedManaged", model = "gpt-4.1", spillover = "chat", version = "2025-04-14" }
  }
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

run "inside_azure_there_is_no_key_and_no_public_address" {
  command = plan

  assert {
    condition     = output.private && !azurerm_cognitive_account.this.local_auth_enabled && one(azurerm_cognitive_account.this.network_acls).default_action == "Deny"
    error_message = "An account that gateways of Azure call must be private."
  }
}

run "who_calls_from_outside_is_named" {
  command = plan

  variables {
    public_callers = ["203.0.113.7/32", "198.51.100.0/24"]
  }

  assert {
    condition     = !output.private && azurerm_cognitive_account.this.local_auth_enabled && one(azurerm_cognitive_account.this.network_acls).ip_rules == toset(["203.0.113.7", "198.51.100.0/24"]) && one(azurerm_cognitive_account.this.network_acls).default_action == "Deny"
    error_message = "Only the ranges that were named may call with a key."
  }
}

run "no_other_deployment_type_can_be_added" {
  command = plan

  assert {
    condition     = jsondecode(azurerm_policy_definition.deployment_types[0].policy_rule).if.allOf[2].notIn == ["DataZoneProvisionedManaged", "DataZoneStandard"] && jsondecode(azurerm_policy_definition.deployment_types[0].policy_rule).then.effect == "deny"
    error_message = "The policy must deny every type that was not proven."
  }

  assert {
    condition     = output.deployment_types["chat"] == "DataZoneStandard" && output.deployment_types["reserved"] == "DataZoneProvisionedManaged"
    error_message = "Every deployment has the type it was given."
  }
}

run "no_request_and_no_answer_is_logged" {
  command = plan

  assert {
    condition     = [for log in azurerm_monitor_diagnostic_setting.this.enabled_log : log.category] == ["Audit"]
    error_message = "Only who changed what may be logged."
  }
}

run "no_version_upgrades_itself" {
  command = plan

  assert {
    condition     = azurerm_cognitive_deployment.this["chat"].version_upgrade_option == "NoAutoUpgrade" && azurerm_cognitive_deployment.spilling["reserved"].version_upgrade_option == "NoAutoUpgrade"
    error_message = "Another version is another model."
  }
}

run "a_type_that_azure_spells_otherwise_is_refused" {
  command         = plan
  expect_failures = [var.deployments]

  variables {
    deployments = { chat = { capacity = 1, deployment_type = "datazone-standard", model = "gpt-4.1", version = "2025-04-14" } }
  }
}

run "a_spillover_into_nothing_is_refused" {
  command         = plan
  expect_failures = [var.deployments]

  variables {
    deployments = { reserved = { capacity = 50, deployment_type = "ProvisionedManaged", model = "gpt-4.1", spillover = "chat", version = "2025-04-14" } }
  }
}

run "an_account_that_nobody_could_call_is_refused" {
  command         = plan
  expect_failures = [var.public_callers]

  variables {
    network = null
  }
}

run "everybody_is_no_caller" {
  command         = plan
  expect_failures = [var.public_callers]

  variables {
    public_callers = ["0.0.0.0/0"]
  }
}
