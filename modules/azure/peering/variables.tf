variable "accepts" {
  description = "The peering that the other end has asked for: its output id. Null: this end asks."
  type        = object({ id = string })
  default     = null
}

variable "name" {
  description = "Name of the peering, free in the network."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,47}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 49 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "network" {
  description = "The network of this end: the network of the module network."
  type = object({
    cidr           = string
    gateways_cidr  = string
    id             = string
    location       = string
    name           = string
    nat            = bool
    nat_gateway_id = string
    nodes = object({
      cidr                = string
      security_group_name = string
      subnet_id           = string
    })
    private_dns_zone_ids = map(list(string))
    private_endpoints = object({
      cidr      = string
      subnet_id = string
    })
    zones = list(string)
  })
}

variable "peer" {
  description = "The other network of the same subscription: the output network of its module, and its place."
  type = object({
    network = object({
      cidr           = string
      gateways_cidr  = string
      id             = string
      location       = string
      name           = string
      nat            = bool
      nat_gateway_id = string
      nodes = object({
        cidr                = string
        security_group_name = string
        subnet_id           = string
      })
      private_dns_zone_ids = map(list(string))
      private_endpoints = object({
        cidr      = string
        subnet_id = string
      })
      zones = list(string)
    })
    place = object({
      deployer_ranges              = list(string)
      location                     = string
      log_analytics_workspace_guid = string
      log_analytics_workspace_id   = string
      resource_group               = string
      subscription_id              = string
      tenant_id                    = string
    })
  })

  validation {
    condition     = var.peer.network.cidr != var.network.cidr
    error_message = "peer must be another network: ranges of two peers never overlap."
  }
}

variable "place" {
  description = "Where it stands: the place of the module foundation."
  type = object({
    deployer_ranges              = list(string)
    location                     = string
    log_analytics_workspace_guid = string
    log_analytics_workspace_id   = string
    resource_group               = string
    subscription_id              = string
    tenant_id                    = string
  })
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}
