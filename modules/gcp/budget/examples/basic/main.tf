provider "google" {
  project = "support-prod"
  region  = "europe-west3"
  # Budgets belong to a billing account: which project asks for them has to be said.
  billing_project       = "support-prod"
  user_project_override = true
}

module "budget" {
  source          = "../../"
  name            = "support-prod"
  limit_usd       = "60000"
  warn_at_percent = 80
  subscribers     = ["finance@example.com"]
  tag_filter      = { key = "topology", value = "support" }
  tags            = { topology = "support" }

  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
}

output "name" {
  description = "Name of the budget."
  value       = module.budget.name
}
