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
  source           = "../../"
  name             = "support"
  key              = module.key.key
  nat              = true
  place            = local.place
  private_services = ["bedrock-runtime", "logs", "secretsmanager"]
  tags             = { topology = "support" }
  zones            = ["eu-central-1a", "eu-central-1b"]

  bedrock_arns = ["arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0"]
}

output "subnets" {
  description = "The private subnet of each zone."
  value       = module.network.network.subnets
}
