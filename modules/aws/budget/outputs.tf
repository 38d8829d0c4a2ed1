output "limit_usd" {
  description = "US dollars a month."
  value       = aws_budgets_budget.this.limit_amount
}

output "name" {
  description = "Name of the budget."
  value       = aws_budgets_budget.this.name
}
