provider "google" {
  project = "support-prod"
  region  = "europe-west3"
}

locals {
  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
}

module "key" {
  source = "../../../key"
  name   = "support"
  place  = local.place
}

module "documents" {
  source         = "../../"
  name           = "support-prod-documents-europe-west3"
  key            = module.key.key
  place          = local.place
  retention_days = 30
  tags           = { topology = "support" }
}

output "name" {
  description = "Name of the bucket."
  value       = module.documents.name
}
