provider "google" {
  project = "support-prod"
  region  = "europe-west3"
}

provider "google-beta" {
  project = "support-prod"
  region  = "europe-west3"
}

module "foundation" {
  source = "../../"
  name   = "support-europe-west3"
  region = "europe-west3"
  tags   = { topology = "support" }

  account = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
  }
}

output "place" {
  description = "What other modules take as place."
  value       = module.foundation.place
}
