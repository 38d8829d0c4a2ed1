# How each alarm takes a missing data point: as bad where the metric reports all the time and silence
# means that nothing is left to report, as good where it reports only while there is traffic.
locals {
  _actions = [aws_sns_topic.this.arn]

  # A pool that may shrink to nothing is well without a single node.
  _standing_pools = { for name, pool in var.pools : name => pool if pool.min_nodes > 0 }
  _timed_models   = { for name, model in var.bedrock_models : name => model if model.latency_p95_s != null }
}

resource "aws_cloudwatch_metric_alarm" "gateway_errors" {
  for_each = var.gateways

  alarm_name          = "${var.name}-gateway-${each.key}-errors"
  alarm_description   = "More than 5 % of calls to the gateway ${each.key} end in a server error: every target of a route fails, or no gateway task answers."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching" # no calls, no errors
  alarm_actions       = local._actions
  ok_actions          = local._actions
  tags                = var.tags

  # Below 20 calls a minute one failure is not a rate.
  metric_query {
    id          = "error_percent"
    label       = "Server errors, % of calls"
    expression  = "IF(calls >= 20, 100 * errors / calls, 0)"
    return_data = true
  }

  # What the load balancer refuses for want of a target is not among its requests.
  metric_query {
    id         = "calls"
    expression = "FILL(requests, 0) + FILL(refused, 0)"
  }

  metric_query {
    id         = "errors"
    expression = "FILL(failed, 0) + FILL(refused, 0)"
  }

  dynamic "metric_query" {
    for_each = {
      failed   = "HTTPCode_Target_5XX_Count"
      refused  = "HTTPCode_ELB_5XX_Count"
      requests = "RequestCount"
    }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value
        period      = 60
        stat        = "Sum"
        dimensions  = { LoadBalancer = each.value.gateway.load_balancer_arn_suffix }
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "gateway_latency" {
  for_each = var.gateways

  alarm_name                            = "${var.name}-gateway-${each.key}-latency"
  alarm_description                     = "The 95th percentile of the answer time of the gateway ${each.key} is above ${each.value.latency_p95_s} s. A streamed answer is timed to its first byte."
  namespace                             = "AWS/ApplicationELB"
  metric_name                           = "TargetResponseTime"
  extended_statistic                    = "p95"
  evaluate_low_sample_count_percentiles = "ignore"
  period                                = 60
  comparison_operator                   = "GreaterThanThreshold"
  threshold                             = each.value.latency_p95_s
  evaluation_periods                    = 10
  datapoints_to_alarm                   = 8
  treat_missing_data                    = "notBreaching" # no calls, no wait
  alarm_actions                         = local._actions
  ok_actions                            = local._actions
  tags                                  = var.tags

  dimensions = {
    LoadBalancer = each.value.gateway.load_balancer_arn_suffix
    TargetGroup  = each.value.gateway.target_group_arn_suffix
  }
}

resource "aws_cloudwatch_metric_alarm" "gateway_unhealthy" {
  for_each = var.gateways

  alarm_name          = "${var.name}-gateway-${each.key}-unhealthy"
  alarm_description   = "A task of the gateway ${each.key} has failed its health check for five minutes and has not been replaced."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Maximum"
  period              = 60
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching" # no task at all is the other alarm's news
  alarm_actions       = local._actions
  ok_actions          = local._actions
  tags                = var.tags

  dimensions = {
    LoadBalancer = each.value.gateway.load_balancer_arn_suffix
    TargetGroup  = each.value.gateway.target_group_arn_suffix
  }
}

resource "aws_cloudwatch_metric_alarm" "gateway_tasks" {
  for_each = var.gateways

  alarm_name          = "${var.name}-gateway-${each.key}-tasks"
  alarm_description   = "Fewer than ${each.value.min_healthy} tasks of the gateway ${each.key} run: the next failure may be an outage."
  namespace           = "ECS/ContainerInsights"
  metric_name         = "RunningTaskCount"
  statistic           = "Minimum"
  period              = 60
  comparison_operator = "LessThanThreshold"
  threshold           = each.value.min_healthy
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "breaching" # the service reports its count as long as it exists
  alarm_actions       = local._actions
  ok_actions          = local._actions
  tags                = var.tags

  dimensions = {
    ClusterName = each.value.gateway.cluster_name
    ServiceName = each.value.gateway.service_name
  }
}

resource "aws_cloudwatch_metric_alarm" "gateway_cpu" {
  for_each = var.gateways

  alarm_name          = "${var.name}-gateway-${each.key}-cpu"
  alarm_description   = "The processors of the gateway ${each.key} have been above 85 % for 15 minutes: scaling out did not help, or has reached its bound."
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 60
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching" # no task, no load: the count of tasks tells
  alarm_actions       = local._actions
  ok_actions          = local._actions
  tags                = var.tags

  dimensions = {
    ClusterName = each.value.gateway.cluster_name
    ServiceName = each.value.gateway.service_name
  }
}

# Maximum: with each zone counting for itself, one that still has a node is enough.
resource "aws_cloudwatch_metric_alarm" "pool_empty" {
  for_each = local._standing_pools

  alarm_name          = "${var.name}-pool-${each.key}-empty"
  alarm_description   = "No node of the GPU pool ${each.key} answers: its routes live on their fallbacks, at the fallbacks' price."
  namespace           = "AWS/NetworkELB"
  metric_name         = "HealthyHostCount"
  statistic           = "Maximum"
  period              = 60
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "breaching" # without a registered node there is nothing to report
  alarm_actions       = local._actions
  ok_actions          = local._actions
  tags                = var.tags

  dimensions = {
    LoadBalancer = each.value.pool.load_balancer_arn_suffix
    TargetGroup  = each.value.pool.target_group_arn_suffix
  }
}

# A new node downloads its image and its weights first: half an hour is patience, not negligence.
resource "aws_cloudwatch_metric_alarm" "pool_unhealthy" {
  for_each = var.pools

  alarm_name          = "${var.name}-pool-${each.key}-unhealthy"
  alarm_description   = "A node of the GPU pool ${each.key} is paid for and has not answered for half an hour."
  namespace           = "AWS/NetworkELB"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Maximum"
  period              = 60
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 30
  treat_missing_data  = "notBreaching" # without a registered node none is unwell
  alarm_actions       = local._actions
  ok_actions          = local._actions
  tags                = var.tags

  dimensions = {
    LoadBalancer = each.value.pool.load_balancer_arn_suffix
    TargetGroup  = each.value.pool.target_group_arn_suffix
  }
}

resource "aws_cloudwatch_metric_alarm" "bedrock_throttles" {
  for_each = var.bedrock_models

  alarm_name          = "${var.name}-bedrock-${each.key}-throttles"
  alarm_description   = "Bedrock turns calls to ${each.value.model_id} away: the quota of tokens or requests a minute is used up."
  namespace           = "AWS/Bedrock"
  metric_name         = "InvocationThrottles"
  statistic           = "Sum"
  period              = 60
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching" # reported only when it happens
  alarm_actions       = local._actions
  ok_actions          = local._actions
  tags                = var.tags
  dimensions          = { ModelId = each.value.model_id }
}

resource "aws_cloudwatch_metric_alarm" "bedrock_errors" {
  for_each = var.bedrock_models

  alarm_name          = "${var.name}-bedrock-${each.key}-errors"
  alarm_description   = "Calls to ${each.value.model_id} end in errors of Bedrock's own."
  namespace           = "AWS/Bedrock"
  metric_name         = "InvocationServerErrors"
  statistic           = "Sum"
  period              = 60
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching" # reported only when it happens
  alarm_actions       = local._actions
  ok_actions          = local._actions
  tags                = var.tags
  dimensions          = { ModelId = each.value.model_id }
}

resource "aws_cloudwatch_metric_alarm" "bedrock_latency" {
  for_each = local._timed_models

  alarm_name                            = "${var.name}-bedrock-${each.key}-latency"
  alarm_description                     = "The 95th percentile of whole answers of ${each.value.model_id} is above ${each.value.latency_p95_s} s, to the last token."
  namespace                             = "AWS/Bedrock"
  metric_name                           = "InvocationLatency"
  extended_statistic                    = "p95"
  evaluate_low_sample_count_percentiles = "ignore"
  period                                = 60
  comparison_operator                   = "GreaterThanThreshold"
  threshold                             = each.value.latency_p95_s * 1000
  evaluation_periods                    = 10
  datapoints_to_alarm                   = 8
  treat_missing_data                    = "notBreaching" # no calls, no wait
  alarm_actions                         = local._actions
  ok_actions                            = local._actions
  tags                                  = var.tags
  dimensions                            = { ModelId = each.value.model_id }
}
