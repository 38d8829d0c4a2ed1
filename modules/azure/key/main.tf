locals {
  # Names of vaults are unique in the world and 24 characters long: a digest of where the vault
  # stands keeps two of a name apart, and stays the same in every plan.
  _digest = substr(sha1(join("/", [var.place.subscription_id, var.place.resource_group, var.name])), 0, 8)
  _vault  = "${trimsuffix(substr(replace(var.name, "/-+/", "-"), 0, 15), "-")}-${local._digest}"
}

# Standard: Azure bills the operations on a key that software protects, not the key.
resource "azurerm_key_vault" "this" {
  name                       = local._vault
  location                   = var.place.location
  resource_group_name        = var.place.resource_group
  tenant_id                  = var.place.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  # Storage, disks and Azure OpenAI refuse the key of a vault without it: whoever purged the key
  # would purge their data.
  purge_protection_enabled   = true
  soft_delete_retention_days = var.deletion_window_days
  tags                       = var.tags

  # The services that encrypt with the key come as trusted services, everything else through a
  # private endpoint, and Terraform from the deployer's ranges.
  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
    ip_rules       = var.place.deployer_ranges
  }
}

resource "azurerm_monitor_diagnostic_setting" "vault" {
  name                       = "audit"
  target_resource_id         = azurerm_key_vault.this.id
  log_analytics_workspace_id = var.place.log_analytics_workspace_id

  enabled_log {
    category = "AuditEvent"
  }
}

resource "azurerm_key_vault_key" "this" {
  name         = "encryption"
  key_vault_id = azurerm_key_vault.this.id
  # 2048 bits: the one size that Azure OpenAI takes.
  key_type = "RSA"
  key_size = 2048
  key_opts = ["unwrapKey", "wrapKey"]
  tags     = var.tags

  # No expiry: a version that expires before everything has left it takes the data with it.
  rotation_policy {
    automatic {
      time_after_creation = "P1Y"
    }
  }
}

# --- Who uses the key -------------------------------------------------------------------------

# Services wrap their own keys as this identity, so that the right stands before they do.
resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-encryption"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  tags                = var.tags
}

resource "azurerm_role_assignment" "this" {
  scope                = azurerm_key_vault_key.this.resource_versionless_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

# Without a version in the id, disks follow the key through its rotations.
resource "azurerm_disk_encryption_set" "nodes" {
  count                     = var.node_volumes ? 1 : 0
  name                      = "${var.name}-nodes"
  location                  = var.place.location
  resource_group_name       = var.place.resource_group
  key_vault_key_id          = azurerm_key_vault_key.this.versionless_id
  auto_key_rotation_enabled = true
  encryption_type           = "EncryptionAtRestWithCustomerKey"
  tags                      = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  depends_on = [azurerm_role_assignment.this]
}
