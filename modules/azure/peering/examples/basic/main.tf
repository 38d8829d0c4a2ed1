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
  cidr             = "10.42.0.0/16"
  key              = module.key.key
  place            = module.foundation.place
  private_services = ["key-vault"]
  zones            = ["1", "2", "3"]
}

module "foundation_sweden" {
  source = "../../../foundation"
  name   = "support-sweden"
  region = "swedencentral"
  account = {
    subscription_id = "00000000-0000-0000-0000-000000000001"
    tenant_id       = "00000000-0000-0000-0000-000000000002"
    deployer = {
      object_id = "00000000-0000-0000-0000-000000000003"
      ranges    = ["203.0.113.7/32"]
    }
  }
}

module "key_sweden" {
  source = "../../../key"
  name   = "support-sweden"
  place  = module.foundation_sweden.place
}

module "network_sweden" {
  source           = "../../../network"
  name             = "support-sweden"
  cidr             = "10.43.0.0/16"
  key              = module.key_sweden.key
  place            = module.foundation_sweden.place
  private_services = ["key-vault"]
  zones            = ["1", "2", "3"]
}

module "peering" {
  source  = "../../"
  name    = "support-to-sweden"
  network = module.network.network
  peer    = { network = module.network_sweden.network, place = module.foundation_sweden.place }
  place   = module.foundation.place
}

module "peering_sweden" {
  source  = "../../"
  name    = "support-from-sweden"
  accepts = { id = module.peering.id }
  network = module.network_sweden.network
  peer    = { network = module.network.network, place = module.foundation.place }
  place   = module.foundation_sweden.place
}

output "peering" {
  description = "Id of the peering that asks."
  value       = module.peering.id
}
