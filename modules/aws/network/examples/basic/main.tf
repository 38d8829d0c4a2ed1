provider "aws" {
  region = "eu-central-1"
}

module "key" {
  source     = "../../../key"
  name       = "support"
  account_id = "123456789012"
  region     = "eu-central-1"
}

module "network" {
  source              = "../../"
  name                = "support"
  region              = "eu-central-1"
  zones               = ["eu-central-1a", "eu-central-1b"]
  nat                 = true
  interface_endpoints = ["bedrock-runtime", "logs", "secretsmanager"]
  kms_key_arn         = module.key.arn
  tags                = { topology = "support" }

  bedrock_arns = ["arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0"]
}

output "private_subnets" {
  description = "The private subnet of each zone."
  value       = module.network.private_subnets
}
