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
  source       = "../../../key"
  name         = "support-gpu"
  node_volumes = true
  place        = local.place
}

module "network" {
  source = "../../../network"
  name   = "support"
  cidr   = "10.40.0.0/16"
  key    = module.key.key
  nat    = true
  place  = local.place
  zones  = ["europe-west3-a", "europe-west3-b"]
}

module "gpu_cluster" {
  source  = "../../../gpu_cluster"
  name    = "support-gpu"
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
  machine     = "g2-standard-48"
  network     = module.network.network
  nodes       = { min = 1, max = 4 }
  place       = local.place
  serving     = { address = "10.40.63.250", health_path = "/health", port = 8000 }
  tags        = { topology = "support" }
  zones       = ["europe-west3-a", "europe-west3-b"]

  clients = {
    gateway = {
      description = "Gateway"
      caller = {
        cidr            = module.network.network.gateways.cidr
        service_account = "support-gateway@support-prod.iam.gserviceaccount.com"
      }
    }
  }
}

output "url" {
  description = "Where the gateway finds the models."
  value       = module.gpu_pool.url
}
