# Every flow is logged: raw in a storage account, and, aggregated, in the workspace.

# Its name has 24 characters, is unique in the world, and takes no hyphen: a digest says the rest.
resource "azurerm_storage_account" "flow" {
  name                            = "flow${substr(sha1(join("/", [var.place.subscription_id, var.place.resource_group, var.name])), 0, 20)}"
  location                        = var.place.location
  resource_group_name             = var.place.resource_group
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  min_tls_version                 = "TLS1_2"
  https_traffic_only_enabled      = true
  allow_nested_items_to_be_public = false
  # Network Watcher writes with a key of the account: without keys no flow is logged.
  shared_access_key_enabled        = true
  default_to_oauth_authentication  = true
  cross_tenant_replication_enabled = false
  local_user_enabled               = false
  tags                             = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [var.key.identity_id]
  }

  customer_managed_key {
    key_vault_key_id          = var.key.id
    user_assigned_identity_id = var.key.identity_id
  }

  # Network Watcher is one of the trusted services; nobody else comes in.
  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }
}

# Azure makes the watcher of a region, in this group, with the subscription's first network there.
resource "azurerm_network_watcher_flow_log" "this" {
  name                 = var.name
  network_watcher_name = "NetworkWatcher_${var.place.location}"
  resource_group_name  = "NetworkWatcherRG"
  location             = var.place.location
  target_resource_id   = azurerm_virtual_network.this.id
  storage_account_id   = azurerm_storage_account.flow.id
  enabled              = true
  version              = 2
  tags                 = var.tags

  retention_policy {
    enabled = true
    days    = var.log_retention_days
  }

  traffic_analytics {
    enabled               = true
    interval_in_minutes   = 60
    workspace_id          = var.place.log_analytics_workspace_guid
    workspace_region      = var.place.location
    workspace_resource_id = var.place.log_analytics_workspace_id
  }
}
