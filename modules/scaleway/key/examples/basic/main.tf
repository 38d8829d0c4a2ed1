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

module "key" {
  source = "../../"
  name   = "support"
  tags   = { topology = "support" }

  place = {
    project_id      = "11111111-1111-4111-8111-111111111111"
    organization_id = "22222222-2222-4222-8222-222222222222"
    region          = "fr-par"
  }
}

output "key" {
  description = "What other modules take as key."
  value       = module.key.key
}
