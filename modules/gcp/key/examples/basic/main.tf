provider "google" {
  project = "support-prod"
  region  = "europe-west3"
}

module "key" {
  source = "../../"
  name   = "support"
  tags   = { topology = "support" }

  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
}

output "key" {
  description = "What other modules take as key."
  value       = module.key.key
}
