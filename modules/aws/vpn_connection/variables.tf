variable "keys" {
  description = "Pre-shared keys by tunnel, those of the end that makes them. Null: this end makes them."
  type        = list(string)
  default     = null
  sensitive   = true

  validation {
    condition     = var.keys == null
    error_message = "keys must be null: AWS draws them, and the other end takes them from it."
  }
}

variable "name" {
  description = "Name of the connection."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,47}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 49 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "network" {
  description = "The network of this end: the output network of the module network."
  type = object({
    cidr                       = string
    endpoint_security_group_id = string
    id                         = string
    ranges                     = map(string)
    route_tables               = map(string)
    s3_prefix_list_id          = string
    subnets                    = map(string)
  })
}

variable "place" {
  description = "Account, partition and region: those the provider is configured for."
  type = object({
    account_id = string
    partition  = string
    region     = string
  })

  validation {
    condition     = can(regex("^[0-9]{12}$", var.place.account_id))
    error_message = "place.account_id must be the 12 digits of an AWS account."
  }

  validation {
    condition     = can(regex("^aws(-[a-z-]+)?$", var.place.partition))
    error_message = "place.partition must be the name of an AWS partition: aws, aws-eusc, aws-us-gov or aws-cn."
  }

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", var.place.region))
    error_message = "place.region must be the code of an AWS region, for example eu-central-1."
  }
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
    condition     = length(var.tunnels) >= 2 && alltrue([for interface in distinct(var.tunnels[*].interface) : length([for tunnel in var.tunnels : tunnel if tunnel.interface == interface]) == 2])
    error_message = "tunnels must be two for each interface: AWS makes no fewer and no more."
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
    condition = alltrue([
      for tunnel in var.tunnels :
      can(regex("^169\\.254\\.[0-9]+\\.[0-9]+/30$", tunnel.inside)) && tunnel.here == cidrhost(tunnel.inside, 1)
    ])
    error_message = "inside must be four addresses of 169.254.0.0/16, of which AWS takes the first for itself."
  }
}

variable "vpn" {
  description = "The gateway of this end: the output vpn of the module vpn_gateway."
  type        = object({ id = string })
}
