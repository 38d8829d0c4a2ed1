output "dashboard_name" {
  description = "Name of the dashboard in the portal."
  value       = azurerm_portal_dashboard.this.name
}

output "topic" {
  description = "What a budget takes as topic: the action group."
  value       = { id = azurerm_monitor_action_group.this.id }
}
