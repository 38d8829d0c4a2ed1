provider "google" {
  project = "support-prod"
  region  = "europe-west3"
}

module "observability" {
  source      = "../../"
  name        = "support"
  key         = "projects/support-prod/locations/europe-west3/keyRings/support/cryptoKeys/support"
  subscribers = ["oncall@example.com"]
  tags        = { topology = "support" }

  gateways = {
    main = {
      latency_p95_s = 20
      min_healthy   = 2
      gateway = {
        forwarding_rule = "support-gateway"
        location        = "europe-west3"
        project         = "support-prod"
        service         = "support"
        url_map         = "support-gateway"
      }
    }
  }

  pools = {
    hot = {
      min_nodes = 1
      pool = {
        cluster         = "support-gpu"
        location        = "europe-west3"
        name            = "support-hot"
        project         = "support-prod"
        service_account = "support-hot-node@support-prod.iam.gserviceaccount.com"
      }
    }
  }

  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
}

output "topic" {
  description = "Where a budget can send its warnings, too."
  value       = module.observability.topic
}
