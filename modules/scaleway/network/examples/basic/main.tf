terraform {
  required_providers {
    scaleway = {
      source = "scaleway/scaleway"
    }
  }
}

provider "scaleway" {
  project_id = "11111111-1111-4111-8111-111111111111"
  region     = "fr-par"
}

locals {
  place = {
    project_id      = "11111111-1111-4111-8111-111111111111"
    organization_id = "22222222-2222-4222-8222-222222222222"
    region          = "fr-par"
  }
}

module "key" {
  source = "../../../key"
  name   = "support"
  place  = local.place
}

module "network" {
  source = "../../"
  name   = "support"
  cidr   = "10.40.0.0/16"
  key    = module.key.key
  nat    = true
  place  = local.place
  tags   = { topology = "support" }
  zones  = ["fr-par-1", "fr-par-2"]
}

output "network" {
  description = "What other modules take as network."
  value       = module.network.network
}
