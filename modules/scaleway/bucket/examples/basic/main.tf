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

module "bucket" {
  source         = "../../"
  name           = "example-support-batches"
  key            = module.key.key
  place          = local.place
  retention_days = 30
  tags           = { topology = "support" }
}

output "bucket" {
  description = "Name of the bucket."
  value       = module.bucket.name
}
