provider "aws" {
  region = "eu-central-1"
}

module "key" {
  source = "../../"
  name   = "support"
  place  = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  tags   = { topology = "support" }
}

output "key" {
  description = "What other modules take as key."
  value       = module.key.key
}
