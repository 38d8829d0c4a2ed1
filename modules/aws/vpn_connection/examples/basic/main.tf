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
  source  = "../../../vpn_gateway"
  name    = "support"
  asn     = 64512
  network = module.network.network
  place   = local.place
  tags    = { topology = "support" }
}

module "vpn_connection" {
  source = "../../"
  name   = "support-to-other"
  remote = {
    addresses = ["192.0.2.10", "192.0.2.10", "192.0.2.20", "192.0.2.20"]
    asn       = 64513
    cidr      = "10.41.0.0/16"
  }
  tunnels = [
    { interface = 0, inside = "169.254.32.0/30", here = "169.254.32.1", there = "169.254.32.2" },
    { interface = 0, inside = "169.254.32.4/30", here = "169.254.32.5", there = "169.254.32.6" },
    { interface = 1, inside = "169.254.32.8/30", here = "169.254.32.9", there = "169.254.32.10" },
    { interface = 1, inside = "169.254.32.12/30", here = "169.254.32.13", there = "169.254.32.14" },
  ]
  network = module.network.network
  place   = local.place
  tags    = { topology = "support" }
  vpn     = module.vpn_gateway.vpn
}

output "addresses" {
  description = "Where the other end finds each tunnel."
  value       = module.vpn_connection.addresses
}
