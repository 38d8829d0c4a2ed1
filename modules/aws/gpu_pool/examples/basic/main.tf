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

resource "aws_security_group" "gateway" {
  name        = "support-gateway"
  description = "Gateway that calls the pool"
  vpc_id      = module.network.id
}

module "gpu_cluster" {
  source       = "../../../gpu_cluster"
  name         = "support-gpu"
  key          = module.key.key
  network      = module.network.network
  place        = local.place
  system_nodes = { machine = "m7i.large", max = 3, min = 2 }
}

module "gpu_pool" {
  source      = "../../"
  name        = "support-hot"
  accelerator = { name = "L4", count = 4 }
  clients     = { gateway = { description = "Gateway", caller = aws_security_group.gateway.id } }
  cluster     = module.gpu_cluster.cluster
  key         = module.key.key
  machine     = "g6.12xlarge"
  network     = module.network.network
  nodes       = { min = 1, max = 4 }
  place       = local.place
  serving     = { health_path = "/health", port = 30080 }
  tags        = { topology = "support" }
  zones       = ["eu-central-1a", "eu-central-1b"]
}

output "url" {
  description = "Where the gateway finds the models."
  value       = module.gpu_pool.url
}
