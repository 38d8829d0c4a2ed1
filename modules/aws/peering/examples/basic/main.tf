provider "aws" {
  region = "eu-central-1"
}

provider "aws" {
  alias  = "north"
  region = "eu-north-1"
}

locals {
  place = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  north = { account_id = "123456789012", partition = "aws", region = "eu-north-1" }
}

module "key" {
  source = "../../../key"
  name   = "support"
  place  = local.place
}

module "network" {
  source = "../../../network"
  name   = "support"
  key    = module.key.key
  place  = local.place
  zones  = ["eu-central-1a", "eu-central-1b"]
}

module "key_north" {
  source    = "../../../key"
  name      = "support"
  place     = local.north
  providers = { aws = aws.north }
}

module "network_north" {
  source    = "../../../network"
  name      = "support"
  cidr      = "10.41.0.0/16"
  key       = module.key_north.key
  place     = local.north
  zones     = ["eu-north-1a", "eu-north-1b"]
  providers = { aws = aws.north }
}

module "peering" {
  source  = "../../"
  name    = "support-to-north"
  network = module.network.network
  peer    = { network = module.network_north.network, place = local.north }
  place   = local.place
}

module "peering_north" {
  source    = "../../"
  name      = "support-from-north"
  accepts   = { id = module.peering.id }
  network   = module.network_north.network
  peer      = { network = module.network.network, place = local.place }
  place     = local.north
  providers = { aws = aws.north }
}

output "peering" {
  description = "Id of the peering."
  value       = module.peering.id
}
