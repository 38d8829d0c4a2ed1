output "place" {
  description = "Where the other modules build: resource group, region, subscription, tenant and workspace, once the deployer may work in vaults there."
  value = {
    deployer_ranges              = var.account.deployer.ranges
    location                     = azurerm_resource_group.this.location
    log_analytics_workspace_guid = azurerm_log_analytics_workspace.this.workspace_id
    log_analytics_workspace_id   = azurerm_log_analytics_workspace.this.id
    resource_group               = azurerm_resource_group.this.name
    subscription_id              = var.account.subscription_id
    tenant_id                    = var.account.tenant_id
  }
  depends_on = [azurerm_role_assignment.deployer]
}
