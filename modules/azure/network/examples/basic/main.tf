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

module "key" {
  source = "../../../key"
  name   = "support"
  place  = module.foundation.place
}

module "network" {
  source           = "../../"
  name             = "support"
  key              = module.key.key
  nat              = true
  place            = module.foundation.place
  private_services = ["azure-openai", "key-vault"]
  zones            = ["1", "2", "3"]
  tags             = { topology = "support" }
}

output "network" {
  description = "What other modules take as network."
  value       = module.network.network
}
