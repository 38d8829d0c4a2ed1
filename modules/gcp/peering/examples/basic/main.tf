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

module "network_netherlands" {
  source = "../../../network"
  name   = "support-netherlands"
  cidr   = "10.42.0.0/16"
  key    = module.key_netherlands.key
  place  = local.netherlands
  zones  = ["europe-west4-a", "europe-west4-b"]
}

module "key_netherlands" {
  source = "../../../key"
  name   = "support-netherlands"
  place  = local.netherlands
}

locals {
  netherlands = merge(local.place, { region = "europe-west4" })
}

module "peering" {
  source  = "../../"
  name    = "support-to-netherlands"
  network = module.network.network
  peer    = { network = module.network_netherlands.network, place = local.netherlands }
  place   = local.place
}

module "peering_netherlands" {
  source  = "../../"
  name    = "support-from-netherlands"
  accepts = { id = module.peering.id }
  network = module.network_netherlands.network
  peer    = { network = module.network.network, place = local.place }
  place   = local.netherlands
}

output "peering" {
  description = "Id of the peering that asks."
  value       = module.peering.id
}
