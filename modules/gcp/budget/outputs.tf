output "limit_usd" {
  description = "US dollars a month."
  value       = var.limit_usd
  depends_on  = [google_billing_budget.this]
}

output "name" {
  description = "Name of the budget."
  value       = google_billing_budget.this.display_name
}
