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
  source = "../../../network"
  name   = "support"
  cidr   = "10.41.0.0/16"
  key    = module.key.key
  place  = local.place
  zones  = ["europe-west3-a", "europe-west3-b"]
}

variable "keys" {
  description = "Pre-shared keys of the two tunnels, from the other end."
  type        = list(string)
  default     = ["drawn-by-the-other-end-0", "drawn-by-the-other-end-1"]
  sensitive   = true
}

module "vpn_gateway" {
  source  = "../../../vpn_gateway"
  name    = "support"
  asn     = 64513
  network = module.network.network
  place   = local.place
  tags    = { topology = "support" }
}

module "vpn_connection" {
  source = "../../"
  name   = "support-to-other"
  keys   = var.keys
  remote = {
    addresses = ["192.0.2.10", "192.0.2.20"]
    asn       = 64515
    cidr      = "10.43.0.0/16"
  }
  tunnels = [
    { interface = 0, inside = "169.254.21.0/30", here = "169.254.21.2", there = "169.254.21.1" },
    { interface = 1, inside = "169.254.21.4/30", here = "169.254.21.6", there = "169.254.21.5" },
  ]
  network = module.network.network
  place   = local.place
  tags    = { topology = "support" }
  vpn     = module.vpn_gateway.vpn
}

output "addresses" {
  description = "Where the other end finds each tunnel."
  value       = module.vpn_connection.addresses
}
