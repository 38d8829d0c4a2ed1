provider "aws" {
  region = "eu-central-1"
}

locals {
  place = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
}

module "key" {
  source = "../../../key"
  name   = "support"
  place  = local.place
}

module "network" {
  source           = "../../../network"
  name             = "support"
  key              = module.key.key
  nat              = true
  place            = local.place
  private_services = ["bedrock-runtime", "logs", "secretsmanager"]
  zones            = ["eu-central-1a", "eu-central-1b"]
}

module "master_key" {
  source      = "../../../provider_secret"
  name        = "support/gateway-master-key"
  description = "Master key of the gateway of support"
  generate    = true
  key         = module.key.key
  place       = local.place
}

module "bedrock_access" {
  source = "../../../bedrock_access"
  name   = "support-bedrock"
  place  = local.place

  grants = {
    nova = {
      description           = "Nova Lite, in eu-central-1 alone"
      foundation_model_arns = ["arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0"]
    }
  }
}

module "gateway" {
  source       = "../../"
  name         = "support"
  hosts        = ["ghcr.io", "pkg-containers.githubusercontent.com"]
  image        = "ghcr.io/berriai/litellm:v1.80.5-stable"
  key          = module.key.key
  model_access = { bedrock = module.bedrock_access.access }
  network      = module.network.network
  place        = local.place
  secrets      = { LITELLM_MASTER_KEY = module.master_key.id }
  tags         = { topology = "support" }
  zones        = ["eu-central-1a", "eu-central-1b"]

  config = <<-YAML
    model_list:
      - model_name: chat
        litellm_params:
          model: bedrock/amazon.nova-lite-v1:0
          aws_region_name: eu-central-1
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
  description = "Where applications of the VPC call the gateway."
  value       = module.gateway.url
}
