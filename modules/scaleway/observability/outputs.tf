output "dashboard_name" {
  description = "Folder of Scaleway's own dashboards in the organization's Grafana. The module makes none."
  value       = "Scaleway"
}

output "topic" {
  description = "Where alerts come from and where metrics and logs go."
  value = {
    alert_manager_url = scaleway_cockpit_alert_manager.this.alert_manager_url
    logs_push_url     = scaleway_cockpit_source.this["logs"].push_url
    metrics_push_url  = scaleway_cockpit_source.this["metrics"].push_url
  }
}
