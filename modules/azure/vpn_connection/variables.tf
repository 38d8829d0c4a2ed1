variable "keys" {
  description = "Pre-shared keys by tunnel, those of the end that makes them. Null: this end makes them."
  type        = list(string)
  default     = null
  sensitive   = true
}

variable "name" {
  description = "Name of the connection, free in the resource group."
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

variable "remote" {
  description = "The other end: its public address for each tunnel, its ASN and the range of its network."
  type = object({
    addresses = list(string)
    asn       = number
    cidr      = string
  })

  validation {
    condition     = length(var.remote.addresses) == length(var.tunnels)
    error_message = "remote.addresses must hold an address for each tunnel."
  }

  validation {
    condition     = can(cidrnetmask(var.remote.cidr)) && var.remote.cidr != var.network.cidr
    error_message = "remote.cidr must be the IPv4 range of another network than this."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}

variable "tunnels" {
  description = "Tunnels: which address of a gateway each leads to, the four addresses inside it, and which of them is this end's and which the other's."
  type = list(object({
    here      = string
    inside    = string
    interface = number
    there     = string
  }))

  validation {
    condition     = contains([2, 4], length(var.tunnels)) && toset(var.tunnels[*].interface) == toset([0, 1])
    error_message = "tunnels must be two or four, over both interfaces: one would go with its instance."
  }

  validation {
    condition     = length(distinct(var.tunnels[*].inside)) == length(var.tunnels)
    error_message = "No two tunnels may have the same addresses inside."
  }

  validation {
    condition = alltrue([
      for tunnel in var.tunnels :
      toset([tunnel.here, tunnel.there]) == toset([cidrhost(tunnel.inside, 1), cidrhost(tunnel.inside, 2)])
    ])
    error_message = "here and there must be the two addresses of inside that can be used."
  }

  validation {
    condition     = alltrue([for tunnel in var.tunnels : can(regex("^169[.]254[.]2[12][.][0-9]+/30$", tunnel.inside))])
    error_message = "inside must be four addresses between 169.254.21.0 and 169.254.22.255: Azure takes no others."
  }
}

variable "vpn" {
  description = "The gateway of this end: the output vpn of the module vpn_gateway."
  type = object({
    addresses        = list(string)
    id               = string
    inside_addresses = list(list(string))
  })
}
