provider "aws" {
  region = "eu-central-1"
}

resource "aws_kms_key" "this" {
  description         = "Key of the example"
  enable_key_rotation = true
}

module "mistral_key" {
  source               = "../../"
  name                 = "support/mistral"
  description          = "Key of the Mistral API, used by the gateway of support"
  kms_key_arn          = aws_kms_key.this.arn
  recovery_window_days = 7
  tags                 = { topology = "support" }
}

module "master_key" {
  source               = "../../"
  name                 = "support/master-key"
  description          = "Master key of the gateway of support"
  generate             = true
  kms_key_arn          = aws_kms_key.this.arn
  recovery_window_days = 7
  tags                 = { topology = "support" }
}

output "secrets" {
  description = "What the gateway module takes as secrets."
  value = {
    LITELLM_MASTER_KEY = module.master_key.arn
    MISTRAL_API_KEY    = module.mistral_key.arn
  }
}
