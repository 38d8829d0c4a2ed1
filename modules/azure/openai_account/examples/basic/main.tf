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
  source           = "../../../network"
  name             = "support"
  key              = module.key.key
  nat              = true
  place            = module.foundation.place
  private_services = ["azure-openai", "key-vault"]
  zones            = ["1", "2", "3"]
}

module "openai" {
  source  = "../../"
  name    = "support-openai"
  key     = module.key.key
  network = module.network.network
  place   = module.foundation.place

  deployments = {
    chat = {
      capacity        = 150
      deployment_type = "DataZoneStandard"
      model           = "gpt-4.1"
      version         = "2025-04-14"
    }

    chat-reserved = {
      capacity        = 50
      deployment_type = "DataZoneProvisionedManaged"
      model           = "gpt-4.1"
      spillover       = "chat"
      version         = "2025-04-14"
    }
  }

  tags = { topology = "support" }
}

output "endpoint" {
  description = "The host to call."
  value       = module.openai.endpoint
}
