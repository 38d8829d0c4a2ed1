provider "azurerm" {
  subscription_id     = "00000000-0000-0000-0000-000000000001"
  storage_use_azuread = true

  features {}
}

module "foundation" {
  source = "../../../foundation"
  name   = "support"
  region = "germanywestcentral"
  account = {
    subscription_id = "00000000-0000-0000-0000-000000000001"
    tenant_id       = "00000000-0000-0000-0000-000000000002"
    deployer = {
      object_id = "00000000-0000-0000-0000-000000000003"
      ranges    = ["203.0.113.7/32"]
    }
  }
}

module "budget" {
  source      = "../../"
  name        = "support"
  limit_usd   = "60000"
  place       = module.foundation.place
  subscribers = ["finance@example.com"]
  tag_filter  = { key = "topology", value = "support" }
}

output "limit_usd" {
  description = "US dollars a month."
  value       = module.budget.limit_usd
}
