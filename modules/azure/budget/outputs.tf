output "limit_usd" {
  description = "US dollars a month."
  value       = var.limit_usd
  depends_on  = [azurerm_consumption_budget_subscription.this]
}

output "name" {
  description = "Name of the budget."
  value       = azurerm_consumption_budget_subscription.this.name
}
