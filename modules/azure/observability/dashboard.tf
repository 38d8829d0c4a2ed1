locals {
  # The portal counts aggregations.
  _aggregations = { Total = 1, Maximum = 3, Average = 4 }

  # Every map is read in the order of its keys, so the same topology makes the same text.
  _gateway_graphs = flatten([for name, gateway in var.gateways : [
    { title = "Gateway ${name}: calls", id = gateway.gateway.id, namespace = "microsoft.app/containerapps", metrics = ["Requests"], aggregation = "Total" },
    { title = "Gateway ${name}: answer time, ms", id = gateway.gateway.id, namespace = "microsoft.app/containerapps", metrics = ["ResponseTime"], aggregation = "Average" },
    { title = "Gateway ${name}: replicas", id = gateway.gateway.id, namespace = "microsoft.app/containerapps", metrics = ["Replicas", "RestartCount"], aggregation = "Maximum" },
    { title = "Gateway ${name}: processors and memory, %", id = gateway.gateway.id, namespace = "microsoft.app/containerapps", metrics = ["CpuPercentage", "MemoryPercentage"], aggregation = "Average" },
  ]])

  # Pools of a cluster share its metrics.
  _cluster_graphs = flatten([for id in distinct([for pool in values(var.pools) : pool.pool.cluster_id]) : [
    { title = "Nodes: processors and memory, %", id = id, namespace = "microsoft.containerservice/managedclusters", metrics = ["node_cpu_usage_percentage", "node_memory_working_set_percentage"], aggregation = "Average" },
    { title = "Pods that are ready", id = id, namespace = "microsoft.containerservice/managedclusters", metrics = ["kube_pod_status_ready"], aggregation = "Total" },
  ]])

  _openai_graphs = flatten([for name, account in var.openai_accounts : [
    { title = "Azure OpenAI ${name}: calls", id = account.access.account_id, namespace = "microsoft.cognitiveservices/accounts", metrics = ["AzureOpenAIRequests"], aggregation = "Total" },
    { title = "Azure OpenAI ${name}: time to the last byte, ms", id = account.access.account_id, namespace = "microsoft.cognitiveservices/accounts", metrics = ["AzureOpenAITTLTInMS"], aggregation = "Average" },
    { title = "Azure OpenAI ${name}: tokens", id = account.access.account_id, namespace = "microsoft.cognitiveservices/accounts", metrics = ["ProcessedPromptTokens", "GeneratedTokens"], aggregation = "Total" },
  ]])

  _graphs = concat(local._gateway_graphs, local._cluster_graphs, local._openai_graphs)
}

resource "azurerm_portal_dashboard" "this" {
  name                = "${var.name}-${var.place.location}"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  tags                = merge(var.tags, { hidden-title = var.name })

  dashboard_properties = jsonencode({
    lenses = {
      "0" = {
        order = 0
        parts = {
          for position, graph in local._graphs : tostring(position) => {
            position = {
              x       = 8 * (position % 2)
              y       = 4 * floor(position / 2)
              colSpan = 8
              rowSpan = 4
            }
            metadata = {
              type   = "Extension/HubsExtension/PartType/MonitorChartPart"
              inputs = [{ name = "sharedTimeRange", isOptional = true }]
              settings = {
                content = {
                  options = {
                    chart = {
                      title         = graph.title
                      titleKind     = 2
                      visualization = { chartType = 2 }
                      metrics = [for metric in graph.metrics : {
                        resourceMetadata    = { id = graph.id }
                        name                = metric
                        namespace           = graph.namespace
                        aggregationType     = local._aggregations[graph.aggregation]
                        metricVisualization = { displayName = metric }
                      }]
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    metadata = {
      model = {
        timeRange = {
          type  = "MsPortalFx.Composition.Configuration.ValueTypes.TimeRange"
          value = { relative = { duration = 24, timeUnit = 1 } }
        }
      }
    }
  })
}
