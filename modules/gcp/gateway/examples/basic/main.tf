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
  source = "../../../key"
  name   = "support"
  place  = local.place
}

module "network" {
  source = "../../../network"
  name   = "support"
  key    = module.key.key
  nat    = true
  place  = local.place
  zones  = ["europe-west3-a", "europe-west3-b"]
}

module "vertex_access" {
  source = "../../../vertex_access"
  name   = "support-vertex"
  place  = local.place

  grants = {
    gemini = {
      description = "Gemini 2.5 Flash in Frankfurt"
      location    = "europe-west3"
      model       = "gemini-2.5-flash"
      publisher   = "google"
    }
  }
}

resource "google_secret_manager_secret" "master_key" {
  project   = local.place.project
  secret_id = "support-gateway-master-key"

  replication {
    user_managed {
      replicas {
        location = local.place.region
      }
    }
  }
}

module "gateway" {
  source       = "../../"
  name         = "support"
  hosts        = ["api.mistral.ai"]
  image        = "ghcr.io/berriai/litellm:v1.80.5-stable"
  key          = module.key.key
  model_access = { gemini = module.vertex_access.access }
  network      = module.network.network
  place        = local.place
  secrets      = { LITELLM_MASTER_KEY = google_secret_manager_secret.master_key.id }
  tags         = { topology = "support" }
  zones        = ["europe-west3-a", "europe-west3-b"]

  config = <<-YAML
    model_list:
      - model_name: chat
        litellm_params:
          model: vertex_ai/gemini-2.5-flash
          vertex_location: europe-west3
          timeout: 60
          stream_timeout: 10
        model_info:
          id: chat-1
    litellm_settings:
      request_timeout: 60
      turn_off_message_logging: true
    general_settings:
      master_key: os.environ/LITELLM_MASTER_KEY
  YAML
}

output "url" {
  description = "Where applications of the network call the gateway."
  value       = module.gateway.url
}
