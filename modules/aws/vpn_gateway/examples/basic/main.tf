provider "aws" {
  region = "eu-central-1"
}

locals {
  place = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
}

module "key" {
  source = "../../../key"
  name   = "support"
  place  = local.place
}

module "network" {
  source = "../../../network"
  name   = "support"
  key    = module.key.key
  place  = local.place
  zones  = ["eu-central-1a", "eu-central-1b"]
}

module "vpn_gateway" {
  source  = "../../"
  name    = "support"
  asn     = 64512
  network = module.network.network
  place   = local.place
  tags    = { topology = "support" }
}

output "addresses" {
  description = "What the other end connects to."
  value       = module.vpn_gateway.addresses
}
