locals {
  _port = 4000

  # Longer than the last answer that a replica has begun when it is told to leave.
  _drain_s = 90

  # Container Apps names secrets in lower case and without underscores.
  _secret_names = { for variable in keys(var.secrets) : variable => lower(replace(variable, "_", "-")) }

  _registry         = split("/", var.image)[0]
  _private_registry = endswith(local._registry, ".azurecr.io")

  # The group that Container Apps makes for its load balancers, once in a subscription.
  _group = "${var.name}-apps-${substr(sha1(join("/", [var.place.resource_group, var.name])), 0, 8)}"
}

# It reads the secrets, calls the models and pulls the image: nothing else of Azure is open to it.
resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-gateway"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  tags                = var.tags
}

resource "azurerm_role_assignment" "secrets" {
  for_each             = var.secrets
  scope                = each.value
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "models" {
  for_each             = var.model_access
  scope                = each.value.account_id
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

# --- Environment: its load balancer has an address of the subnet, and no public one -------------

resource "azurerm_container_app_environment" "this" {
  name                               = var.name
  location                           = var.place.location
  resource_group_name                = var.place.resource_group
  infrastructure_resource_group_name = local._group
  infrastructure_subnet_id           = azurerm_subnet.this.id
  internal_load_balancer_enabled     = true
  public_network_access              = "Disabled"
  zone_redundancy_enabled            = length(var.zones) > 1
  # Through a diagnostic setting: the other way needs a key of the workspace.
  logs_destination = "azure-monitor"
  tags             = var.tags

  workload_profile {
    name                  = "Consumption"
    workload_profile_type = "Consumption"
  }

  depends_on = [
    azurerm_subnet_nat_gateway_association.this,
    azurerm_subnet_network_security_group_association.this,
  ]
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "logs"
  target_resource_id         = azurerm_container_app_environment.this.id
  log_analytics_workspace_id = var.place.log_analytics_workspace_id

  dynamic "enabled_log" {
    for_each = local._tables

    content {
      category = enabled_log.value
    }
  }
}

# An error can quote a request, so these tables are kept for as long as the topology allows, not for
# as long as the rest of the workspace. The gateways of a workspace share them.
locals {
  _tables = toset(["ContainerAppConsoleLogs", "ContainerAppSystemLogs"])
}

resource "azurerm_log_analytics_workspace_table" "this" {
  for_each                = local._tables
  workspace_id            = var.place.log_analytics_workspace_id
  name                    = each.key
  retention_in_days       = var.log_retention_days
  total_retention_in_days = var.log_retention_days
}

# --- Name: Azure gives the environment a domain, and only this zone says where it lies ----------

resource "azurerm_private_dns_zone" "this" {
  name                = azurerm_container_app_environment.this.default_domain
  resource_group_name = var.place.resource_group
  tags                = var.tags
}

resource "azurerm_management_lock" "this" {
  count      = var.deletion_protection ? 1 : 0
  name       = "not-to-be-deleted"
  scope      = azurerm_container_app.this.id
  lock_level = "CanNotDelete"
  notes      = "Applications call this gateway: give it up in the topology, not here."
}
