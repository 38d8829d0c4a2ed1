locals {
  # Every map is read in the order of its keys, so the same topology makes the same text.
  _alarms = concat(
    values(aws_cloudwatch_metric_alarm.gateway_errors)[*].arn,
    values(aws_cloudwatch_metric_alarm.gateway_latency)[*].arn,
    values(aws_cloudwatch_metric_alarm.gateway_unhealthy)[*].arn,
    values(aws_cloudwatch_metric_alarm.gateway_tasks)[*].arn,
    values(aws_cloudwatch_metric_alarm.gateway_cpu)[*].arn,
    values(aws_cloudwatch_metric_alarm.pool_empty)[*].arn,
    values(aws_cloudwatch_metric_alarm.pool_unhealthy)[*].arn,
    values(aws_cloudwatch_metric_alarm.bedrock_throttles)[*].arn,
    values(aws_cloudwatch_metric_alarm.bedrock_errors)[*].arn,
    values(aws_cloudwatch_metric_alarm.bedrock_latency)[*].arn,
  )

  _gateway_graphs = flatten([for name, gateway in var.gateways : [
    {
      title = "Gateway ${name}: calls and server errors a minute"
      stat  = "Sum"
      metrics = [for metric in ["RequestCount", "HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"] :
        ["AWS/ApplicationELB", metric, "LoadBalancer", gateway.gateway.load_balancer_arn_suffix, { label = metric }]
      ]
    },
    {
      title = "Gateway ${name}: answer time, s"
      stat  = "p95"
      metrics = [for stat in ["p50", "p95", "p99"] :
        [
          "AWS/ApplicationELB", "TargetResponseTime",
          "LoadBalancer", gateway.gateway.load_balancer_arn_suffix,
          "TargetGroup", gateway.gateway.target_group_arn_suffix,
          { label = stat, stat = stat },
        ]
      ]
    },
    {
      title = "Gateway ${name}: tasks"
      stat  = "Average"
      metrics = [for metric in ["DesiredTaskCount", "RunningTaskCount"] :
        [
          "ECS/ContainerInsights", metric,
          "ClusterName", gateway.gateway.cluster_name,
          "ServiceName", gateway.gateway.service_name,
          { label = metric },
        ]
      ]
    },
    {
      title = "Gateway ${name}: processors and memory, %"
      stat  = "Average"
      metrics = [for metric in ["CPUUtilization", "MemoryUtilization"] :
        [
          "AWS/ECS", metric,
          "ClusterName", gateway.gateway.cluster_name,
          "ServiceName", gateway.gateway.service_name,
          { label = metric },
        ]
      ]
    },
  ]])

  _pool_graphs = flatten([for name, pool in var.pools : [
    {
      title = "Pool ${name}: nodes that answer, and that do not"
      stat  = "Maximum"
      metrics = [for metric in ["HealthyHostCount", "UnHealthyHostCount"] :
        [
          "AWS/NetworkELB", metric,
          "LoadBalancer", pool.pool.load_balancer_arn_suffix,
          "TargetGroup", pool.pool.target_group_arn_suffix,
          { label = metric },
        ]
      ]
    },
    {
      title = "Pool ${name}: processors of the nodes, %"
      stat  = "Average"
      metrics = [
        ["AWS/EC2", "CPUUtilization", "AutoScalingGroupName", pool.pool.autoscaling_group, { label = "CPUUtilization" }],
      ]
    },
  ]])

  _bedrock_graphs = [for graph in [
    { title = "Bedrock: calls a minute", stat = "Sum", metric = "Invocations" },
    { title = "Bedrock: calls turned away a minute", stat = "Sum", metric = "InvocationThrottles" },
    { title = "Bedrock: server errors a minute", stat = "Sum", metric = "InvocationServerErrors" },
    { title = "Bedrock: time to the last token, p95, ms", stat = "p95", metric = "InvocationLatency" },
    { title = "Bedrock: input tokens a minute", stat = "Sum", metric = "InputTokenCount" },
    { title = "Bedrock: output tokens a minute", stat = "Sum", metric = "OutputTokenCount" },
    ] : {
    title = graph.title
    stat  = graph.stat
    metrics = [for name, model in var.bedrock_models :
      ["AWS/Bedrock", graph.metric, "ModelId", model.model_id, { label = name }]
    ]
  } if length(var.bedrock_models) > 0]

  _graphs = concat(local._gateway_graphs, local._pool_graphs, local._bedrock_graphs)
}

# CloudWatch keeps dashboards by account, not by region: the region keeps two of a topology apart.
resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = "${var.name}-${var.place.region}"
  dashboard_body = jsonencode({
    widgets = concat(
      [for alarms in [local._alarms] : {
        type       = "alarm"
        width      = 24
        height     = 3
        properties = { title = "Alarms", alarms = alarms }
      } if length(alarms) > 0],
      [for graph in local._graphs : {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title   = graph.title
          region  = var.place.region
          view    = "timeSeries"
          period  = 60
          stat    = graph.stat
          metrics = graph.metrics
        }
      }],
    )
  })
}
