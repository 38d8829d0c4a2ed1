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
  cidr   = "10.40.0.0/20"
  key    = module.key.key
  nat    = true
  place  = local.place
  zones  = ["fr-par-1", "fr-par-2"]
}

module "gpu_cluster" {
  source  = "../../../gpu_cluster"
  name    = "support"
  key     = module.key.key
  network = module.network.network
  place   = local.place
}

module "gpu_pool" {
  source      = "../../"
  name        = "support-hot"
  accelerator = { name = "L4", count = 4 }
  cluster     = module.gpu_cluster.cluster
  key         = module.key.key
  machine     = "L4-4-24G"
  network     = module.network.network
  nodes       = { min = 1, max = 4 }
  place       = local.place
  serving     = { health_path = "/health", port = 8000 }
  tags        = { topology = "support" }
  zones       = ["fr-par-2"]

  clients = {
    gateway = {
      description = "Gateway"
      caller      = { cidrs = ["10.40.0.11/32", "10.40.0.12/32"] }
    }
  }
}

output "service" {
  description = "What the manifest of the pool's service carries."
  value       = module.gpu_pool.service
}

output "url" {
  description = "Where the gateway finds the models."
  value       = module.gpu_pool.url
}
