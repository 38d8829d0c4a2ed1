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

module "vpn_gateway" {
  source           = "../../"
  name             = "support"
  asn              = 64514
  inside_addresses = [["169.254.21.2"], ["169.254.21.6"]]
  network          = module.network.network
  place            = module.foundation.place
  tags             = { topology = "support" }
}

output "addresses" {
  description = "What the other end connects to."
  value       = module.vpn_gateway.addresses
}
