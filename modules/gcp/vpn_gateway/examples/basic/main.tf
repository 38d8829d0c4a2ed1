provider "google" {
  project = "support-prod"
  region  = "europe-west3"
}

locals {
  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
}

module "key" {
  source = "../../../key"
  name   = "support"
  place  = local.place
}

module "network" {
  source = "../../../network"
  name   = "support"
  cidr   = "10.41.0.0/16"
  key    = module.key.key
  place  = local.place
  zones  = ["europe-west3-a", "europe-west3-b"]
}

module "vpn_gateway" {
  source  = "../../"
  name    = "support"
  asn     = 64513
  network = module.network.network
  place   = local.place
  tags    = { topology = "support" }
}

output "addresses" {
  description = "What the other end connects to."
  value       = module.vpn_gateway.addresses
}
