provider "azurerm" {
  subscription_id     = "00000000-0000-0000-0000-000000000001"
  storage_use_azuread = true

  features {}
}

module "foundation" {
  source = "../../../foundation"
  name   = "support"
  region = "germanywestcentral"
  account = {
    subscription_id = "00000000-0000-0000-0000-000000000001"
    tenant_id       = "00000000-0000-0000-0000-000000000002"
    deployer = {
      object_id = "00000000-0000-0000-0000-000000000003"
      ranges    = ["203.0.113.7/32"]
    }
  }
}

module "key" {
  source       = "../../../key"
  name         = "support"
  place        = module.foundation.place
  node_volumes = true
}

module "network" {
  source           = "../../../network"
  name             = "support"
  key              = module.key.key
  nat              = true
  place            = module.foundation.place
  private_services = ["key-vault"]
  zones            = ["1", "2", "3"]
}

module "gpu_cluster" {
  source  = "../../../gpu_cluster"
  name    = "support-gpu"
  key     = module.key.key
  network = module.network.network
  place   = module.foundation.place
}

module "gpu_pool" {
  source      = "../../"
  name        = "support-hot"
  accelerator = { name = "H100-NVL", count = 2 }
  cluster     = module.gpu_cluster.cluster
  key         = module.key.key
  machine     = "Standard_NC80adis_H100_v5"
  network     = module.network.network
  nodes       = { min = 1, max = 4 }
  place       = module.foundation.place
  serving     = { address = "10.40.127.240", health_path = "/health", port = 8000 }
  zones       = ["1", "2"]
  clients = {
    gateway = {
      caller      = { ranges = ["10.40.128.0/27"] }
      description = "Gateway"
    }
  }
  tags = { topology = "support" }
}

output "url" {
  description = "Where the gateway finds the models."
  value       = module.gpu_pool.url
}
