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

module "observability" {
  source      = "../../"
  name        = "support"
  key         = module.key.key
  place       = local.place
  subscribers = ["oncall@example.com"]

  gateways = {
    main = {
      latency_p95_s = 2.5
      min_healthy   = 2
      gateway = {
        load_balancer_id = "fr-par-1/44444444-4444-4444-8444-444444444444"
        machine_ids      = ["fr-par-1/55555555-5555-4555-8555-555555555555"]
        name             = "support"
      }
    }
  }
}

output "topic" {
  description = "Where alerts come from and where metrics and logs go."
  value       = module.observability.topic
}
