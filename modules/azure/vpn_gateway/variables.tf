variable "asn" {
  description = "Number that the routes of this end go by: for private use, and no other end's."
  type        = number

  validation {
    condition     = var.asn >= 64512 && var.asn <= 65514
    error_message = "asn must be between 64512 and 65514: private numbers that every cloud takes."
  }
}

variable "inside_addresses" {
  description = "What this end is called inside its tunnels, by interface: Azure has to know before there is a tunnel."
  type        = list(list(string))

  validation {
    condition     = length(var.inside_addresses) == 2 && alltrue([for address in flatten(var.inside_addresses) : can(regex("^169[.]254[.]2[12][.][0-9]+$", address))])
    error_message = "inside_addresses must be those of two interfaces, between 169.254.21.0 and 169.254.22.255: Azure takes no others."
  }
}

variable "name" {
  description = "Name of the gateway, free in the resource group."
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
