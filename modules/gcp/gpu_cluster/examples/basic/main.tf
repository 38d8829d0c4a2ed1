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
  key    = module.key.key
  nat    = true
  place  = local.place
  zones  = ["europe-west3-a", "europe-west3-b"]
}

module "gpu_cluster" {
  source         = "../../"
  name           = "support-gpu"
  administrators = ["group:platform@example.com"]
  key            = module.key.key
  network        = module.network.network
  place          = local.place
  tags           = { topology = "support" }
}

output "cluster" {
  description = "What the module gpu_pool takes as cluster."
  value       = module.gpu_cluster.cluster
}
