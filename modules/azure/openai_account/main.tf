locals {
  _public  = length(var.public_callers) > 0
  _service = var.kind == "AIServices" ? "foundry" : "azure-openai"
  # A single address stands alone in this firewall's rules.
  _callers = [for range in var.public_callers : trimsuffix(range, "/32")]
}

resource "azurerm_cognitive_account" "this" {
  name                = var.name
  location            = var.place.location
  resource_group_name = var.place.resource_group
  kind                = var.kind
  sku_name            = "S0"
  # Tokens of Entra are taken at a name of one's own only; callers know it before it is there.
  custom_subdomain_name = var.name
  # A key has no owner: it exists only where a gateway has no identity in this tenant.
  local_auth_enabled            = local._public
  public_network_access_enabled = local._public
  # The service itself calls nobody, an image's address in a prompt included.
  outbound_network_access_restricted = true
  tags                               = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [var.key.identity_id]
  }

  customer_managed_key {
    # With its version: an account does not follow a rotation, the next apply takes it along.
    key_vault_key_id   = var.key.version_id
    identity_client_id = var.key.identity_client_id
  }

  network_acls {
    bypass         = "None"
    default_action = "Deny"
    ip_rules       = local._callers
  }
}

# Who changed the account and who was turned away. RequestResponse stays off, and Trace too.
resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "audit"
  target_resource_id         = azurerm_cognitive_account.this.id
  log_analytics_workspace_id = var.place.log_analytics_workspace_id

  enabled_log {
    category = "Audit"
  }
}

resource "azurerm_private_endpoint" "this" {
  count               = var.network == null ? 0 : 1
  name                = "${var.name}-account"
  location            = var.network.location
  resource_group_name = var.place.resource_group
  subnet_id           = var.network.private_endpoints.subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "account"
    private_connection_resource_id = azurerm_cognitive_account.this.id
    is_manual_connection           = false
    subresource_names              = ["account"]
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = var.network.private_dns_zone_ids[local._service]
  }
}
