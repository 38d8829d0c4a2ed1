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
  source = "../../../key"
  name   = "support"
  place  = module.foundation.place
}

module "observability" {
  source      = "../../"
  name        = "support"
  key         = module.key.key
  place       = module.foundation.place
  subscribers = ["oncall@example.com"]
  gateways = {
    main = {
      gateway       = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support-germanywestcentral/providers/Microsoft.App/containerApps/support" }
      latency_p95_s = 2.5
      min_healthy   = 2
    }
  }
  pools = {
    hot = {
      min_nodes = 1
      pool = {
        cluster_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support-germanywestcentral/providers/Microsoft.ContainerService/managedClusters/support-gpu"
        name       = "support-hot"
      }
    }
  }
  openai_accounts = {
    chat = {
      access        = { account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support-germanywestcentral/providers/Microsoft.CognitiveServices/accounts/support-openai" }
      latency_p95_s = 20
    }
  }
  tags = { topology = "support" }
}

output "topic" {
  description = "Where a budget can send its warnings, too."
  value       = module.observability.topic
}
