provider "aws" {
  region = "eu-central-1"
}

module "budget" {
  source          = "../../"
  name            = "support-prod"
  limit_usd       = "60000"
  warn_at_percent = 80
  place           = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  subscribers     = ["finance@example.com"]
  tag_filter      = { key = "topology", value = "support" }
  tags            = { topology = "support" }
}

output "name" {
  description = "Name of the budget."
  value       = module.budget.name
}
