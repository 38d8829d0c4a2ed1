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

module "network" {
  source = "../../../network"
  name   = "support"
  key    = module.key.key
  nat    = true
  place  = local.place
  zones  = ["fr-par-1", "fr-par-2"]
}

module "master_key" {
  source      = "../../../provider_secret"
  name        = "support/gateway-master-key"
  description = "What applications call the gateway with"
  generate    = true
  key         = module.key.key
  place       = local.place
}

module "generative_apis" {
  source  = "../../../generative_apis"
  name    = "support-generative-apis"
  network = module.network.network
  place   = local.place
}

module "generative_apis_key" {
  source      = "../../../provider_secret"
  name        = "support/generative-apis-key"
  description = "API key of the application ${module.generative_apis.application_id}"
  key         = module.key.key
  place       = local.place
}

module "gateway" {
  source   = "../../"
  name     = "support"
  image    = "ghcr.io/berriai/litellm:v1.80.5-stable"
  key      = module.key.key
  network  = module.network.network
  place    = local.place
  replicas = { min = 2, max = 2 }
  tags     = { topology = "support" }
  zones    = ["fr-par-1", "fr-par-2"]

  model_access = { scaleway = module.generative_apis.access }

  secrets = {
    LITELLM_MASTER_KEY = module.master_key.id
    SCW_SECRET_KEY     = module.generative_apis_key.id
  }

  config = <<-YAML
    model_list:
      - model_name: chat
        litellm_params:
          model: openai/mistral-small-3.2-24b-instruct-2506
          api_base: ${module.generative_apis.url}
          api_key: os.environ/SCW_SECRET_KEY
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
