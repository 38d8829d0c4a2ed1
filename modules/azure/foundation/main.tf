locals {
  # What the modules key and provider_secret do inside a vault. Being Owner of a subscription is no
  # right to the keys and secrets of its vaults.
  _deployer_roles = var.account.deployer.object_id == null ? toset([]) : toset([
    "Key Vault Crypto Officer",
    "Key Vault Secrets Officer",
  ])
}

# Groups are named once in a subscription, and a topology has one in each of its regions.
resource "azurerm_resource_group" "this" {
  name     = "${var.name}-${var.region}"
  location = var.region
  tags     = var.tags
}

resource "azurerm_log_analytics_workspace" "this" {
  name                = var.name
  location            = azurerm_resource_group.this.location
  resource_group_name = azurerm_resource_group.this.name
  sku                 = "PerGB2018"
  retention_in_days   = var.log_retention_days
  # A term of 30 days may last 31 otherwise.
  immediate_data_purge_on_30_days_enabled = var.log_retention_days == 30
  # Traffic Analytics, which the module network turns on, writes with a key of the workspace.
  local_authentication_enabled = true
  tags                         = var.tags
}

# On the group, so that they hold before the first vault stands in it: a role takes minutes to reach
# a vault, and the key is made right after.
resource "azurerm_role_assignment" "deployer" {
  for_each             = local._deployer_roles
  scope                = azurerm_resource_group.this.id
  role_definition_name = each.key
  principal_id         = var.account.deployer.object_id
}
