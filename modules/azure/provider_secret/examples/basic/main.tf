provider "azurerm" {
  subscription_id     = "00000000-0000-0000-0000-000000000001"
  storage_use_azuread = true

  features {}
}

module "foundation" {
  source = "../../../foundation"
  name   = "support"
  region = "germanywestcentral"
  account = {
    subscription_id = "00000000-0000-0000-0000-000000000001"
    tenant_id       = "00000000-0000-0000-0000-000000000002"
    deployer = {
      object_id = "00000000-0000-0000-0000-000000000003"
      ranges    = ["203.0.113.7/32"]
    }
  }
}

module "key" {
  source = "../../../key"
  name   = "support"
  place  = module.foundation.place
}

module "mistral_key" {
  source      = "../../"
  name        = "support/mistral"
  description = "Key of the Mistral API, used by the gateway of support"
  key         = module.key.key
  place       = module.foundation.place
  tags        = { topology = "support" }
}

module "master_key" {
  source      = "../../"
  name        = "support/master-key"
  description = "Master key of the gateway of support"
  generate    = true
  key         = module.key.key
  place       = module.foundation.place
  tags        = { topology = "support" }
}

output "secrets" {
  description = "What the gateway module takes as secrets."
  value = {
    LITELLM_MASTER_KEY = module.master_key.id
    MISTRAL_API_KEY    = module.mistral_key.id
  }
}
