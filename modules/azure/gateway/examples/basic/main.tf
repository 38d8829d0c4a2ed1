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

module "network" {
  source           = "../../../network"
  name             = "support"
  key              = module.key.key
  nat              = true
  place            = module.foundation.place
  private_services = ["azure-openai", "key-vault"]
  zones            = ["1", "2", "3"]
}

module "master_key" {
  source      = "../../../provider_secret"
  name        = "support/master-key"
  description = "Master key of the gateway of support"
  generate    = true
  key         = module.key.key
  place       = module.foundation.place
}

module "openai" {
  source  = "../../../openai_account"
  name    = "support-openai"
  key     = module.key.key
  network = module.network.network
  place   = module.foundation.place

  deployments = {
    chat = {
      capacity        = 150
      deployment_type = "DataZoneStandard"
      model           = "gpt-4.1"
      version         = "2025-04-14"
    }
  }
}

module "gateway" {
  source       = "../../"
  name         = "support"
  hosts        = ["ghcr.io", "pkg-containers.githubusercontent.com"]
  image        = "ghcr.io/berriai/litellm:v1.80.5-stable"
  key          = module.key.key
  model_access = { openai = module.openai.access }
  network      = module.network.network
  place        = module.foundation.place
  secrets      = { LITELLM_MASTER_KEY = module.master_key.id }
  zones        = ["1", "2", "3"]
  tags         = { topology = "support" }

  config = <<-YAML
    model_list:
      - model_name: chat
        litellm_params:
          model: azure/chat
          api_base: https://${module.openai.endpoint}
          api_version: v1
          timeout: 60
          stream_timeout: 10
        model_info:
          id: chat-1
    litellm_settings:
      enable_azure_ad_token_refresh: true
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
