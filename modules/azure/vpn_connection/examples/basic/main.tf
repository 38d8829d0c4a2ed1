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

variable "keys" {
  description = "Pre-shared keys of the two tunnels, from the other end."
  type        = list(string)
  default     = ["drawn-by-the-other-end-0", "drawn-by-the-other-end-1"]
  sensitive   = true
}

module "vpn_gateway" {
  source           = "../../../vpn_gateway"
  name             = "support"
  asn              = 64514
  inside_addresses = [["169.254.21.2"], ["169.254.21.6"]]
  network          = module.network.network
  place            = module.foundation.place
  tags             = { topology = "support" }
}

module "vpn_connection" {
  source = "../../"
  name   = "support-to-other"
  keys   = var.keys
  remote = {
    addresses = ["192.0.2.10", "192.0.2.20"]
    asn       = 64515
    cidr      = "10.43.0.0/16"
  }
  tunnels = [
    { interface = 0, inside = "169.254.21.0/30", here = "169.254.21.2", there = "169.254.21.1" },
    { interface = 1, inside = "169.254.21.4/30", here = "169.254.21.6", there = "169.254.21.5" },
  ]
  network = module.network.network
  place   = module.foundation.place
  tags    = { topology = "support" }
  vpn     = module.vpn_gateway.vpn
}

output "addresses" {
  description = "Where the other end finds each tunnel."
  value       = module.vpn_connection.addresses
}
