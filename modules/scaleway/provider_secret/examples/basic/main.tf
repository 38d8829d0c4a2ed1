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

module "provider_secret" {
  source      = "../../"
  name        = "support/generative-apis-key"
  description = "API key of the application that calls Generative APIs"
  key         = module.key.key
  place       = local.place
  tags        = { topology = "support" }
}

output "secret" {
  description = "What the gateway takes in secrets."
  value       = module.provider_secret.id
}
