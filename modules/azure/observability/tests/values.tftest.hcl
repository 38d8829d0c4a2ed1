mock_provider "azurerm" {
  mock_resource "azurerm_monitor_action_group" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Insights/actionGroups/support-alarms" }
  }
}

variables {
  name = "support"
  gateways = {
    main = { gateway = { id = "/apps/main" }, latency_p95_s = 2.5, min_healthy = 2 }
  }
  pools = {
    cold = { min_nodes = 0, pool = { cluster_id = "/clusters/one", name = "support-cold" } }
    hot  = { min_nodes = 2, pool = { cluster_id = "/clusters/one", name = "support-hot" } }
  }
  openai_accounts = {
    chat = { access = { account_id = "/accounts/chat" } }
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

run "a_pool_that_may_be_empty_is_no_alarm" {
  command = plan

  assert {
    condition     = sort(keys(azurerm_monitor_scheduled_query_rules_alert_v2.this)) == tolist(["pool-cold-unready", "pool-hot-nodes", "pool-hot-unready"])
    error_message = "Only a pool that must have nodes is counted."
  }

  assert {
    condition     = one(azurerm_monitor_scheduled_query_rules_alert_v2.this["pool-hot-nodes"].criteria).threshold == 2
    error_message = "A pool is counted against its least."
  }
}

run "replicas_are_counted_against_the_least" {
  command = plan

  assert {
    condition     = one(azurerm_monitor_metric_alert.this["gateway-main-replicas"].criteria).threshold == 2 && one(azurerm_monitor_metric_alert.this["gateway-main-replicas"].criteria).operator == "LessThan"
    error_message = "Too few replicas must raise an alarm."
  }
}

run "an_account_without_a_limit_has_no_alarm_on_latency" {
  command = plan

  assert {
    condition     = !contains(keys(azurerm_monitor_metric_alert.this), "openai-chat-latency") && contains(keys(azurerm_monitor_metric_alert.this), "openai-chat-throttles")
    error_message = "Nobody has said how long answers may take."
  }
}

run "an_address_that_is_none_is_refused" {
  command         = plan
  expect_failures = [var.subscribers]

  variables {
    subscribers = ["oncall"]
  }
}
