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
  source = "../../../network"
  name   = "support"
  key    = module.key.key
  nat    = true
  place  = local.place
  zones  = ["fr-par-1", "fr-par-2"]
}

module "generative_apis" {
  source  = "../../"
  name    = "support-generative-apis"
  network = module.network.network
  place   = local.place
  tags    = { topology = "support" }
}

output "application_id" {
  description = "Application to make an API key for."
  value       = module.generative_apis.application_id
}
