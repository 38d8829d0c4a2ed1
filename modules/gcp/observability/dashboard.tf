locals {
  # Every map is read in the order of its keys, so the same topology makes the same text.
  _gateway_graphs = flatten([for name, watched in var.gateways : [
    {
      title = "Gateway ${name}: calls a second, by class of answer"
      lines = [{
        filter  = "metric.type=\"loadbalancing.googleapis.com/https/internal/request_count\" ${replace(local._of_gateway[name].balancer, " AND ", " ")}"
        aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["metric.label.response_code_class"]
      }]
    },
    {
      title = "Gateway ${name}: answer time, ms"
      lines = [for percentile in ["50", "95", "99"] : {
        filter  = "metric.type=\"loadbalancing.googleapis.com/https/internal/total_latencies\" ${replace(local._of_gateway[name].balancer, " AND ", " ")}"
        aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_${percentile}", by = []
      }]
    },
    {
      title = "Gateway ${name}: instances"
      lines = [{
        filter  = "metric.type=\"run.googleapis.com/container/instance_count\" ${replace(local._of_gateway[name].service, " AND ", " ")}"
        aligner = "ALIGN_MAX", reducer = "REDUCE_SUM", by = ["metric.label.state"]
      }]
    },
    {
      title = "Gateway ${name}: processors and memory, share"
      lines = [for metric in ["cpu", "memory"] : {
        filter  = "metric.type=\"run.googleapis.com/container/${metric}/utilizations\" ${replace(local._of_gateway[name].service, " AND ", " ")}"
        aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_95", by = []
      }]
    },
  ]])

  _pool_graphs = flatten([for name, watched in var.pools : [
    {
      title = "Pool ${name}: nodes"
      lines = [{
        filter  = "metric.type=\"kubernetes.io/node/cpu/total_cores\" ${replace(local._of_pool[name], " AND ", " ")}"
        aligner = "ALIGN_MEAN", reducer = "REDUCE_COUNT", by = []
      }]
    },
    {
      title = "Pool ${name}: GPUs at work, %"
      lines = [{
        filter  = "metric.type=\"kubernetes.io/node/accelerator/duty_cycle\" ${replace(local._of_pool[name], " AND ", " ")}"
        aligner = "ALIGN_MEAN", reducer = "REDUCE_MEAN", by = ["resource.label.node_name"]
      }]
    },
  ]])

  _graphs = concat(local._gateway_graphs, local._pool_graphs)

  # Two in a row of the 48 columns that a mosaic has.
  _tiles = [for position, graph in local._graphs : {
    xPos   = position % 2 * 24
    yPos   = floor(position / 2) * 16
    width  = 24
    height = 16
    widget = {
      title = graph.title
      xyChart = {
        dataSets = [for line in graph.lines : {
          plotType   = "LINE"
          targetAxis = "Y1"
          timeSeriesQuery = {
            timeSeriesFilter = {
              filter = line.filter
              aggregation = {
                alignmentPeriod    = "60s"
                perSeriesAligner   = line.aligner
                crossSeriesReducer = line.reducer
                groupByFields      = line.by
              }
            }
          }
        }]
      }
    }
  }]
}

# Dashboards belong to the project, not to a region: the region keeps two of a topology apart.
resource "google_monitoring_dashboard" "this" {
  project = var.place.project
  dashboard_json = jsonencode({
    displayName  = "${var.name}-${var.place.region}"
    mosaicLayout = { columns = 48, tiles = local._tiles }
  })
}
