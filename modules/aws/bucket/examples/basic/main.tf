provider "aws" {
  region = "eu-central-1"
}

locals {
  place = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
}

module "key" {
  source = "../../../key"
  name   = "support-batch"
  place  = local.place
}

module "batch_files" {
  source           = "../../"
  name             = "support-batch-123456789012-eu-central-1"
  batch_model_arns = ["arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0"]
  batch_role       = true
  key              = module.key.key
  place            = local.place
  retention_days   = 30
  tags             = { topology = "support" }
}

output "batch_role_arn" {
  description = "The role to name in CreateModelInvocationJob."
  value       = module.batch_files.batch_role_arn
}
