# Where programs of the topology may send their own metrics and logs. What Scaleway's products say of
# themselves has sources already, which nobody makes.
locals {
  # Scaleway's own defaults: longer costs for each day.
  _sources = {
    logs    = 7
    metrics = 31
  }
}

resource "scaleway_cockpit_source" "this" {
  for_each = local._sources

  name           = "${var.name}-${each.key}"
  type           = each.key
  project_id     = var.place.project_id
  region         = var.place.region
  retention_days = each.value
}

# One for a project and region: whoever uses the module twice there has two that undo each other.
resource "scaleway_cockpit_alert_manager" "this" {
  project_id = var.place.project_id
  region     = var.place.region
  # All that Scaleway prepared. Some of them by id would be better, but ids have to be looked up.
  enable_managed_alerts = true

  dynamic "contact_points" {
    for_each = sort(var.subscribers)

    content {
      email = contact_points.value
    }
  }
}
