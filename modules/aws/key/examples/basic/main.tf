provider "aws" {
  region = "eu-central-1"
}

module "key" {
  source     = "../../"
  name       = "support"
  account_id = "123456789012"
  region     = "eu-central-1"
  tags       = { topology = "support" }
}

output "key_arn" {
  description = "What other modules take as kms_key_arn."
  value       = module.key.arn
}
