provider "azurerm" {
  subscription_id     = "00000000-0000-0000-0000-000000000001"
  storage_use_azuread = true

  features {}
}

module "foundation" {
  source = "../../"
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
  tags = { topology = "support" }
}

output "place" {
  description = "What other modules take as place."
  value       = module.foundation.place
}
