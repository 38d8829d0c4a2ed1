locals {
  # 24 lower-case letters and digits, unique in the world: what fits of the name, and a digest of
  # where it stands.
  _digest  = substr(sha1(join("/", [var.place.subscription_id, var.place.resource_group, var.name])), 0, 10)
  _account = "${substr(replace(var.name, "/[^a-z0-9]/", ""), 0, 14)}${local._digest}"
}

resource "azurerm_storage_account" "this" {
  name                             = local._account
  location                         = var.place.location
  resource_group_name              = var.place.resource_group
  account_tier                     = "Standard"
  account_replication_type         = "LRS"
  min_tls_version                  = "TLS1_2"
  https_traffic_only_enabled       = true
  allow_nested_items_to_be_public  = false
  allowed_copy_scope               = "AAD"
  cross_tenant_replication_enabled = false
  default_to_oauth_authentication  = true
  local_user_enabled               = false
  public_network_access_enabled    = false
  # Whoever holds a key of the account reads everything, and no log says who it was.
  shared_access_key_enabled = false
  tags                      = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [var.key.identity_id]
  }

  customer_managed_key {
    key_vault_key_id          = var.key.id
    user_assigned_identity_id = var.key.identity_id
  }

  network_rules {
    default_action = "Deny"
    bypass         = ["None"]
  }

  # No versions. What is overwritten or deleted, and a deleted container, can be had back for a day:
  # the shortest Azure offers.
  blob_properties {
    versioning_enabled = false

    container_delete_retention_policy {
      days = 1
    }

    delete_retention_policy {
      days = 1
    }
  }
}

resource "azurerm_storage_container" "this" {
  name                  = "data"
  storage_account_id    = azurerm_storage_account.this.id
  container_access_type = "private"
}

resource "azurerm_storage_management_policy" "this" {
  storage_account_id = azurerm_storage_account.this.id

  rule {
    name    = "retention"
    enabled = true

    filters {
      blob_types = ["appendBlob", "blockBlob"]
    }

    actions {
      base_blob {
        delete_after_days_since_modification_greater_than = var.retention_days
      }

      snapshot {
        delete_after_days_since_creation_greater_than = 1
      }
    }
  }
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "audit"
  target_resource_id         = "${azurerm_storage_account.this.id}/blobServices/default"
  log_analytics_workspace_id = var.place.log_analytics_workspace_id

  # Who read, wrote and deleted which blob; never what stood in it.
  dynamic "enabled_log" {
    for_each = toset(["StorageDelete", "StorageRead", "StorageWrite"])

    content {
      category = enabled_log.value
    }
  }
}

# Terraform takes it away before it destroys the account; it stops everybody else.
resource "azurerm_management_lock" "this" {
  count      = var.force_destroy ? 0 : 1
  name       = "not-to-be-deleted"
  scope      = azurerm_storage_account.this.id
  lock_level = "CanNotDelete"
  notes      = "Objects lie in it: give it up in the topology, not here."

  # It covers what belongs to the account, so it has to go first.
  depends_on = [
    azurerm_monitor_diagnostic_setting.this,
    azurerm_storage_container.this,
    azurerm_storage_management_policy.this,
  ]
}

resource "azurerm_private_endpoint" "this" {
  count               = var.network == null ? 0 : 1
  name                = "${var.name}-blob"
  location            = var.network.location
  resource_group_name = var.place.resource_group
  subnet_id           = var.network.private_endpoints.subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "blob"
    private_connection_resource_id = azurerm_storage_account.this.id
    is_manual_connection           = false
    subresource_names              = ["blob"]
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = var.network.private_dns_zone_ids["storage"]
  }
}
