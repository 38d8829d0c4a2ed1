provider "aws" {
  region = "eu-central-1"
}

locals {
  place = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
}

module "key" {
  source       = "../../../key"
  name         = "support-gpu"
  node_volumes = true
  place        = local.place
}

module "network" {
  source = "../../../network"
  name   = "support-gpu"
  key    = module.key.key
  nat    = true
  place  = local.place
  zones  = ["eu-central-1a", "eu-central-1b"]
}

module "gpu_cluster" {
  source         = "../../"
  name           = "support-gpu"
  administrators = ["arn:aws:iam::123456789012:role/platform"]
  key            = module.key.key
  network        = module.network.network
  place          = local.place
  system_nodes   = { machine = "m7i.large", max = 3, min = 2 }
  tags           = { topology = "support" }
}

output "cluster" {
  description = "What pools take as cluster."
  value       = module.gpu_cluster.cluster
}
