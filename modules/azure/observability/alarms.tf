# Metric alerts compare one number with another: no percentiles, and no share of calls. A metric that
# is silent raises nothing, so what must never be silent is asked of the logs.

locals {
  _metric_alarms = merge(
    { for name, gateway in var.gateways : "gateway-${name}-errors" => {
      description = "The gateway ${name} has answered more than 10 calls with a server error within 5 minutes: every target of a route fails, or no replica answers."
      scope       = gateway.gateway.id, namespace = "Microsoft.App/containerApps", metric = "Requests"
      aggregation = "Total", operator = "GreaterThan", threshold = 10, window = "PT5M", severity = 1
      dimensions  = { statusCodeCategory = ["5xx"] }
    } },
    { for name, gateway in var.gateways : "gateway-${name}-latency" => {
      description = "The mean answer time of the gateway ${name} is above ${gateway.latency_p95_s} s, what its 95th percentile may take."
      scope       = gateway.gateway.id, namespace = "Microsoft.App/containerApps", metric = "ResponseTime"
      aggregation = "Average", operator = "GreaterThan", threshold = gateway.latency_p95_s * 1000, window = "PT15M", severity = 2
      dimensions  = {}
    } },
    { for name, gateway in var.gateways : "gateway-${name}-replicas" => {
      description = "Fewer than ${gateway.min_healthy} replicas of the gateway ${name} run: the next failure may be an outage."
      scope       = gateway.gateway.id, namespace = "Microsoft.App/containerApps", metric = "Replicas"
      aggregation = "Maximum", operator = "LessThan", threshold = gateway.min_healthy, window = "PT5M", severity = 1
      dimensions  = {}
    } },
    { for name, gateway in var.gateways : "gateway-${name}-restarts" => {
      description = "Replicas of the gateway ${name} restart: it fails its liveness probe, or runs out of memory."
      scope       = gateway.gateway.id, namespace = "Microsoft.App/containerApps", metric = "RestartCount"
      aggregation = "Maximum", operator = "GreaterThan", threshold = 3, window = "PT15M", severity = 2
      dimensions  = {}
    } },
    { for name, gateway in var.gateways : "gateway-${name}-cpu" => {
      description = "The processors of the gateway ${name} have been above 85 % for 15 minutes: scaling out did not help, or has reached its bound."
      scope       = gateway.gateway.id, namespace = "Microsoft.App/containerApps", metric = "CpuPercentage"
      aggregation = "Average", operator = "GreaterThan", threshold = 85, window = "PT15M", severity = 2
      dimensions  = {}
    } },
    { for name, account in var.openai_accounts : "openai-${name}-throttles" => {
      description = "Azure OpenAI turns calls to the account ${name} away: the capacity of a deployment is used up."
      scope       = account.access.account_id, namespace = "Microsoft.CognitiveServices/accounts", metric = "AzureOpenAIRequests"
      aggregation = "Total", operator = "GreaterThan", threshold = 0, window = "PT5M", severity = 2
      dimensions  = { StatusCode = ["429"] }
    } },
    { for name, account in var.openai_accounts : "openai-${name}-errors" => {
      description = "Calls to the account ${name} end in errors of Azure OpenAI's own."
      scope       = account.access.account_id, namespace = "Microsoft.CognitiveServices/accounts", metric = "AzureOpenAIRequests"
      aggregation = "Total", operator = "GreaterThan", threshold = 5, window = "PT5M", severity = 2
      dimensions  = { StatusCode = ["500", "502", "503", "504"] }
    } },
    { for name, account in local._timed_accounts : "openai-${name}-latency" => {
      description = "Whole answers of the account ${name} take longer than ${account.latency_p95_s} s on average, to the last byte."
      scope       = account.access.account_id, namespace = "Microsoft.CognitiveServices/accounts", metric = "AzureOpenAITTLTInMS"
      aggregation = "Average", operator = "GreaterThan", threshold = account.latency_p95_s * 1000, window = "PT15M", severity = 2
      dimensions  = {}
    } },
  )

  _timed_accounts = { for name, account in var.openai_accounts : name => account if account.latency_p95_s != null }

  # A pool that may shrink to nothing is well without a single node.
  _standing_pools = { for name, pool in var.pools : name => pool if pool.min_nodes > 0 }

  _nodes_of = {
    for name, pool in var.pools : name => join("\n", [
      "KubeNodeInventory",
      "| where _ResourceId =~ \"${pool.pool.cluster_id}\"",
      "| where Labels contains '\"topoplan.dev/pool\":\"${pool.pool.name}\"'",
    ])
  }

  _query_alarms = merge(
    { for name, pool in local._standing_pools : "pool-${name}-nodes" => {
      description = "Fewer than ${pool.min_nodes} nodes of the GPU pool ${name} are ready: its routes live on what is left, or on their fallbacks, at the fallbacks' price."
      operator    = "LessThan", threshold = pool.min_nodes, window = "PT5M", frequency = "PT5M", failing = 2, periods = 3, severity = 1
      # Without a row the count is 0, not nothing.
      query = join("\n", [local._nodes_of[name], "| where Status startswith \"Ready\"", "| summarize value = dcount(Computer)"])
    } },
    # A new node fetches its driver and its image first: half an hour is patience, not negligence.
    { for name, pool in var.pools : "pool-${name}-unready" => {
      description = "A node of the GPU pool ${name} is paid for and has not been ready for half an hour."
      operator    = "GreaterThan", threshold = 0, window = "PT30M", frequency = "PT15M", failing = 1, periods = 1, severity = 2
      query = join("\n", [
        local._nodes_of[name],
        "| summarize ready = countif(Status startswith \"Ready\"), first = min(TimeGenerated) by Computer",
        "| where ready == 0 and first < ago(25m)",
        "| summarize value = count()",
      ])
    } },
  )
}

resource "azurerm_monitor_metric_alert" "this" {
  for_each = local._metric_alarms

  name                = "${var.name}-${each.key}"
  description         = each.value.description
  resource_group_name = var.place.resource_group
  scopes              = [each.value.scope]
  severity            = each.value.severity
  frequency           = "PT1M"
  window_size         = each.value.window
  auto_mitigate       = true
  tags                = var.tags

  criteria {
    metric_namespace = each.value.namespace
    metric_name      = each.value.metric
    aggregation      = each.value.aggregation
    operator         = each.value.operator
    threshold        = each.value.threshold

    dynamic "dimension" {
      for_each = each.value.dimensions

      content {
        name     = dimension.key
        operator = "Include"
        values   = dimension.value
      }
    }
  }

  action {
    action_group_id = azurerm_monitor_action_group.this.id
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "this" {
  for_each = local._query_alarms

  name                    = "${var.name}-${each.key}"
  display_name            = "${var.name}-${each.key}"
  description             = each.value.description
  location                = var.place.location
  resource_group_name     = var.place.resource_group
  scopes                  = [var.place.log_analytics_workspace_id]
  severity                = each.value.severity
  evaluation_frequency    = each.value.frequency
  window_duration         = each.value.window
  auto_mitigation_enabled = true
  # The table comes with its first row, which is later than this.
  skip_query_validation = true
  tags                  = var.tags

  criteria {
    query                   = each.value.query
    metric_measure_column   = "value"
    time_aggregation_method = "Maximum"
    operator                = each.value.operator
    threshold               = each.value.threshold

    failing_periods {
      minimum_failing_periods_to_trigger_alert = each.value.failing
      number_of_evaluation_periods             = each.value.periods
    }
  }

  action {
    action_groups = [azurerm_monitor_action_group.this.id]
  }
}
