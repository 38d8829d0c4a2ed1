provider "aws" {
  region = "eu-central-1"
}

resource "aws_kms_key" "this" {
  description         = "Key of the example"
  enable_key_rotation = true
}

module "batch_files" {
  source           = "../../"
  name             = "support-batch-123456789012-eu-central-1"
  retention_days   = 30
  kms_key_arn      = aws_kms_key.this.arn
  batch_role       = true
  batch_model_arns = ["arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0"]
  tags             = { topology = "support" }
}

output "batch_role_arn" {
  description = "The role to name in CreateModelInvocationJob."
  value       = module.batch_files.batch_role_arn
}
