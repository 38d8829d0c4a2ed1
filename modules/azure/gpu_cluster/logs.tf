# --- Control plane ------------------------------------------------------------------------------

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                           = "control-plane"
  target_resource_id             = azurerm_kubernetes_cluster.this.id
  log_analytics_workspace_id     = var.place.log_analytics_workspace_id
  log_analytics_destination_type = "Dedicated"

  # Without kube-audit: it says the same as kube-audit-admin, and every read besides.
  dynamic "enabled_log" {
    for_each = toset(["cluster-autoscaler", "guard", "kube-apiserver", "kube-audit-admin", "kube-controller-manager"])

    content {
      category = enabled_log.value
    }
  }
}

# The clusters of a workspace share these tables.
resource "azurerm_log_analytics_workspace_table" "this" {
  for_each                = toset(["AKSAuditAdmin", "AKSControlPlane"])
  workspace_id            = var.place.log_analytics_workspace_id
  name                    = each.key
  retention_in_days       = var.log_retention_days
  total_retention_in_days = var.log_retention_days
}

# --- Nodes: which there are and whether they are ready, for alarms. No logs of containers, which
# --- could quote prompts, and no metrics, which Azure Monitor has already.

resource "azurerm_monitor_data_collection_rule" "this" {
  name                = "${var.name}-nodes"
  description         = "Inventory of the nodes of the cluster ${var.name}"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  kind                = "Linux"
  tags                = var.tags

  data_sources {
    extension {
      name           = "ContainerInsightsExtension"
      extension_name = "ContainerInsights"
      streams        = ["Microsoft-KubeNodeInventory"]
      extension_json = jsonencode({
        dataCollectionSettings = {
          enableContainerLogV2   = false
          interval               = "1m"
          namespaceFilteringMode = "Off"
        }
      })
    }
  }

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = var.place.log_analytics_workspace_id
    }
  }

  data_flow {
    streams      = ["Microsoft-KubeNodeInventory"]
    destinations = ["workspace"]
  }
}

resource "azurerm_monitor_data_collection_rule_association" "this" {
  # The agent looks for this name.
  name                    = "ContainerInsightsExtension"
  target_resource_id      = azurerm_kubernetes_cluster.this.id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.this.id
}
