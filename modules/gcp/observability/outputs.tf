output "dashboard_name" {
  description = "Name of the dashboard in Cloud Monitoring."
  value       = "${var.name}-${var.place.region}"
  depends_on  = [google_monitoring_dashboard.this]
}

output "topic" {
  description = "Where a budget can send its warnings, too: the channels of the subscribers."
  value = {
    channels = local._channels
  }
}
