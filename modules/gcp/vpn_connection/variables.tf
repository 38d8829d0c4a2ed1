variable "keys" {
  description = "Pre-shared keys by tunnel, those of the end that makes them. Null: this end makes them."
  type        = list(string)
  default     = null
  sensitive   = true

  validation {
    condition     = var.keys != null
    error_message = "keys must be given: Google makes none, the other end does."
  }
}

variable "name" {
  description = "Name of the connection, free in the project."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,47}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 49 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "network" {
  description = "The network of this end: the output network of the module network."
  type = object({
    cidr            = string
    firewall_policy = string
    gateways = object({
      cidr       = string
      subnetwork = string
    })
    id   = string
    name = string
    nat  = bool
    nodes = object({
      cidr           = string
      pods_cidr      = string
      pods_range     = string
      services_cidr  = string
      services_range = string
      subnetwork     = string
    })
    zones = list(string)
  })
}

variable "place" {
  description = "Where it stands: the output of the module foundation."
  type = object({
    billing_account = string
    project         = string
    project_number  = string
    region          = string
  })

  validation {
    condition     = can(regex("^[a-z]+(-[a-z]+)+[0-9]+$", var.place.region)) && can(regex("^[0-9]+$", var.place.project_number))
    error_message = "place must be the output of the module foundation: a region such as europe-west3, and the project's number."
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
  description = "Tags of every resource that can carry labels: made lower-case, and cut to 63 characters that labels take."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : can(regex("^[A-Za-z]", key))])
    error_message = "Keys of tags start with a letter: labels take no other."
  }
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
    error_message = "tunnels must be two or four, over both interfaces: Google promises 99.99 percent for no fewer."
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
    condition     = alltrue([for tunnel in var.tunnels : can(regex("^169\\.254\\.[0-9]+\\.[0-9]+/30$", tunnel.inside))])
    error_message = "inside must be four addresses of 169.254.0.0/16."
  }
}

variable "vpn" {
  description = "The gateway of this end: the output vpn of the module vpn_gateway."
  type = object({
    addresses = list(string)
    id        = string
    router    = string
  })
}
