locals {
  _channels = [for channel in google_monitoring_notification_channel.email : channel.id]

  # What metrics know each gateway and pool by.
  _of_gateway = {
    for name, watched in var.gateways : name => {
      balancer = join(" AND ", [
        "resource.type = \"internal_http_lb_rule\"",
        "resource.labels.region = \"${watched.gateway.location}\"",
        "resource.labels.url_map_name = \"${watched.gateway.url_map}\"",
      ])
      service = join(" AND ", [
        "resource.type = \"cloud_run_revision\"",
        "resource.labels.location = \"${watched.gateway.location}\"",
        "resource.labels.service_name = \"${watched.gateway.service}\"",
      ])
    }
  }
  _of_pool = {
    for name, watched in var.pools : name => join(" AND ", [
      "resource.type = \"k8s_node\"",
      "resource.labels.cluster_name = \"${watched.pool.cluster}\"",
      "resource.labels.location = \"${watched.pool.location}\"",
      "metadata.user_labels.\"topoplan.dev/pool\" = \"${watched.pool.name}\"",
    ])
  }

  # A pool that may shrink to nothing is well without a single node.
  _standing_pools = { for name, watched in var.pools : name => watched if watched.min_nodes > 0 }
}

resource "google_monitoring_alert_policy" "gateway_errors" {
  for_each = var.gateways

  project               = var.place.project
  display_name          = "${var.name}-gateway-${each.key}-errors"
  combiner              = "AND"
  severity              = "CRITICAL"
  notification_channels = local._channels
  user_labels           = local._labels

  conditions {
    display_name = "More than 5 % of calls end in a server error"

    condition_threshold {
      filter             = "metric.type = \"loadbalancing.googleapis.com/https/internal/request_count\" AND metric.labels.response_code_class = 500 AND ${local._of_gateway[each.key].balancer}"
      denominator_filter = "metric.type = \"loadbalancing.googleapis.com/https/internal/request_count\" AND ${local._of_gateway[each.key].balancer}"
      comparison         = "COMPARISON_GT"
      threshold_value    = 0.05
      duration           = "180s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
      }

      denominator_aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  # Below 20 calls a minute, a third of one a second, one failure is not a rate.
  conditions {
    display_name = "At least 20 calls a minute"

    condition_threshold {
      filter          = "metric.type = \"loadbalancing.googleapis.com/https/internal/request_count\" AND ${local._of_gateway[each.key].balancer}"
      comparison      = "COMPARISON_GT"
      threshold_value = 0.33
      duration        = "180s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content   = "More than 5 % of calls to the gateway ${each.key} end in a server error: every target of a route fails, or no instance answers."
    mime_type = "text/markdown"
  }

  alert_strategy {
    auto_close = "1800s"
  }
}

resource "google_monitoring_alert_policy" "gateway_latency" {
  for_each = var.gateways

  project               = var.place.project
  display_name          = "${var.name}-gateway-${each.key}-latency"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = local._channels
  user_labels           = local._labels

  conditions {
    display_name = "95th percentile above ${each.value.latency_p95_s} s"

    condition_threshold {
      filter          = "metric.type = \"loadbalancing.googleapis.com/https/internal/total_latencies\" AND ${local._of_gateway[each.key].balancer}"
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.latency_p95_s * 1000
      duration        = "480s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_PERCENTILE_95"
      }
    }
  }

  documentation {
    content   = "The 95th percentile of the answer time of the gateway ${each.key} is above ${each.value.latency_p95_s} s. A streamed answer is timed to its last byte."
    mime_type = "text/markdown"
  }

  alert_strategy {
    auto_close = "1800s"
  }
}

resource "google_monitoring_alert_policy" "gateway_instances" {
  for_each = var.gateways

  project               = var.place.project
  display_name          = "${var.name}-gateway-${each.key}-instances"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local._channels
  user_labels           = local._labels

  conditions {
    display_name = "Fewer than ${each.value.min_healthy} instances"

    condition_threshold {
      filter          = "metric.type = \"run.googleapis.com/container/instance_count\" AND ${local._of_gateway[each.key].service}"
      comparison      = "COMPARISON_LT"
      threshold_value = each.value.min_healthy
      duration        = "180s"
      # The service reports its count as long as it has an instance.
      evaluation_missing_data = "EVALUATION_MISSING_DATA_ACTIVE"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_MAX"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content   = "Fewer than ${each.value.min_healthy} instances of the gateway ${each.key} run: the next failure may be an outage."
    mime_type = "text/markdown"
  }

  alert_strategy {
    auto_close = "1800s"
  }
}

resource "google_monitoring_alert_policy" "gateway_cpu" {
  for_each = var.gateways

  project               = var.place.project
  display_name          = "${var.name}-gateway-${each.key}-cpu"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = local._channels
  user_labels           = local._labels

  conditions {
    display_name = "Processors above 85 %"

    condition_threshold {
      filter          = "metric.type = \"run.googleapis.com/container/cpu/utilizations\" AND ${local._of_gateway[each.key].service}"
      comparison      = "COMPARISON_GT"
      threshold_value = 0.85
      duration        = "900s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_PERCENTILE_50"
      }
    }
  }

  documentation {
    content   = "The processors of the gateway ${each.key} have been above 85 % for 15 minutes: scaling out did not help, or has reached its bound."
    mime_type = "text/markdown"
  }

  alert_strategy {
    auto_close = "1800s"
  }
}

# --- What only a log says -----------------------------------------------------------------------------

resource "google_logging_metric" "gateway_unhealthy" {
  for_each = var.gateways

  project     = var.place.project
  name        = "${var.name}-gateway-${each.key}-unhealthy"
  description = "Instances of the gateway ${each.key} that Cloud Run ended, since they failed their probe"
  filter      = "${replace(local._of_gateway[each.key].service, " = ", "=")} AND logName:\"run.googleapis.com%2Fvarlog%2Fsystem\" AND textPayload:\"probe failed\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }
}

resource "google_monitoring_alert_policy" "gateway_unhealthy" {
  for_each = var.gateways

  project               = var.place.project
  display_name          = "${var.name}-gateway-${each.key}-unhealthy"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local._channels
  user_labels           = local._labels

  conditions {
    display_name = "An instance failed its probe"

    condition_threshold {
      filter          = "metric.type = \"logging.googleapis.com/user/${google_logging_metric.gateway_unhealthy[each.key].name}\" AND resource.type = \"cloud_run_revision\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content   = "An instance of the gateway ${each.key} failed its probe and was ended, or a new one never became ready."
    mime_type = "text/markdown"
  }

  alert_strategy {
    auto_close = "1800s"
  }
}

# --- Pools --------------------------------------------------------------------------------------------

resource "google_monitoring_alert_policy" "pool_nodes" {
  for_each = local._standing_pools

  project               = var.place.project
  display_name          = "${var.name}-pool-${each.key}-nodes"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local._channels
  user_labels           = local._labels

  conditions {
    display_name = "Fewer than ${each.value.min_nodes} nodes"

    condition_threshold {
      filter          = "metric.type = \"kubernetes.io/node/cpu/total_cores\" AND ${local._of_pool[each.key]}"
      comparison      = "COMPARISON_LT"
      threshold_value = each.value.min_nodes
      duration        = "600s"
      # Without a node there is nothing to report.
      evaluation_missing_data = "EVALUATION_MISSING_DATA_ACTIVE"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_MEAN"
        cross_series_reducer = "REDUCE_COUNT"
      }
    }
  }

  documentation {
    content   = "The GPU pool ${each.key} has fewer than its ${each.value.min_nodes} nodes: its routes live on their fallbacks, at the fallbacks' price."
    mime_type = "text/markdown"
  }

  alert_strategy {
    auto_close = "1800s"
  }
}

# The autoscaler writes down why it did not add a node. With GPUs it is mostly that Google has none.
resource "google_logging_metric" "pool_stockout" {
  for_each = var.pools

  project     = var.place.project
  name        = "${var.name}-pool-${each.key}-stockout"
  description = "Nodes that the cluster of the pool ${each.key} wanted and Google had no machine or no quota for"
  filter = join(" AND ", [
    "logName=\"projects/${each.value.pool.project}/logs/container.googleapis.com%2Fcluster-autoscaler-visibility\"",
    "resource.type=\"k8s_cluster\"",
    "resource.labels.cluster_name=\"${each.value.pool.cluster}\"",
    "resource.labels.location=\"${each.value.pool.location}\"",
    "jsonPayload.resultInfo.results.errorMsg.messageId=(\"scale.up.error.out.of.resources\" OR \"scale.up.error.quota.exceeded\")",
  ])

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }
}

resource "google_monitoring_alert_policy" "pool_stockout" {
  for_each = var.pools

  project               = var.place.project
  display_name          = "${var.name}-pool-${each.key}-stockout"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = local._channels
  user_labels           = local._labels

  conditions {
    display_name = "No machine to be had"

    condition_threshold {
      filter          = "metric.type = \"logging.googleapis.com/user/${google_logging_metric.pool_stockout[each.key].name}\" AND resource.type = \"k8s_cluster\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content   = "The cluster of the GPU pool ${each.key} asked for a node, and Google had no machine or the project no quota."
    mime_type = "text/markdown"
  }

  alert_strategy {
    auto_close = "1800s"
  }
}
