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
  source       = "../../../key"
  name         = "support"
  node_volumes = true
  place        = local.place
}

module "network" {
  source = "../../../network"
  name   = "support"
  key    = module.key.key
  nat    = true
  place  = local.place
  zones  = ["fr-par-1", "fr-par-2"]
}

module "gpu_cluster" {
  source         = "../../"
  name           = "support"
  administrators = ["group:33333333-3333-4333-8333-333333333333"]
  key            = module.key.key
  network        = module.network.network
  place          = local.place
  tags           = { topology = "support" }
}

output "cluster" {
  description = "What the module gpu_pool takes as cluster."
  value       = module.gpu_cluster.cluster
}
