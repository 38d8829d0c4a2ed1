output "cluster" {
  description = "What the module gpu_pool takes as cluster, once a node can join it."
  value = {
    id                    = azurerm_kubernetes_cluster.this.id
    identity_principal_id = azurerm_user_assigned_identity.this.principal_id
    key_id                = var.key.id
    name                  = azurerm_kubernetes_cluster.this.name
    oidc_issuer_url       = azurerm_kubernetes_cluster.this.oidc_issuer_url
    resource_group        = azurerm_kubernetes_cluster.this.resource_group_name
  }
  depends_on = [azurerm_monitor_data_collection_rule_association.this]
}

output "name" {
  description = "Name of the cluster."
  value       = azurerm_kubernetes_cluster.this.name
}
