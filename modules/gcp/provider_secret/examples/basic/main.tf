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

module "mistral_key" {
  source               = "../../"
  name                 = "support/mistral"
  description          = "Key of the Mistral API, used by the gateway of support"
  key                  = module.key.key
  place                = local.place
  recovery_window_days = 7
  tags                 = { topology = "support" }
}

module "master_key" {
  source               = "../../"
  name                 = "support/master-key"
  description          = "Master key of the gateway of support"
  generate             = true
  key                  = module.key.key
  place                = local.place
  recovery_window_days = 7
  tags                 = { topology = "support" }
}

output "secrets" {
  description = "What the gateway module takes as secrets."
  value = {
    LITELLM_MASTER_KEY = module.master_key.id
    MISTRAL_API_KEY    = module.mistral_key.id
  }
}
