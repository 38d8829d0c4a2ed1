provider "google" {
  project = "support-prod"
  region  = "europe-west3"
}

module "vertex_access" {
  source                = "../../"
  name                  = "support-vertex"
  organization_policies = true
  tags                  = { topology = "support" }

  grants = {
    claude = {
      description = "Claude Sonnet 4.5 in Belgium"
      location    = "europe-west1"
      model       = "claude-sonnet-4-5"
      publisher   = "anthropic"
    }

    gemini = {
      description = "Gemini 2.5 Flash in Frankfurt"
      location    = "europe-west3"
      model       = "gemini-2.5-flash"
      publisher   = "google"
    }
  }

  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
}

output "access" {
  description = "What the gateway module takes in model_access."
  value       = module.vertex_access.access
}
