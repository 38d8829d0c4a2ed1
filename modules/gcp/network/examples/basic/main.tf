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

module "network" {
  source           = "../../"
  name             = "support"
  key              = module.key.key
  nat              = true
  place            = local.place
  private_services = ["aiplatform"]
  tags             = { topology = "support" }
  zones            = ["europe-west3-a", "europe-west3-b"]
}

output "network" {
  description = "What other modules take as network."
  value       = module.network.network
}
