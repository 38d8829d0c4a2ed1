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

variable "peer" {
  description = "The other network of the same project: the output network of its module, and its place."
  type = object({
    network = object({
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
    place = object({
      billing_account = string
      project         = string
      project_number  = string
      region          = string
    })
  })

  validation {
    condition     = var.peer.network.cidr != var.network.cidr
    error_message = "peer must be another network: ranges of two peers never overlap."
  }
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

variable "tags" {
  description = "Tags of every resource that can carry labels: made lower-case, and cut to 63 characters that labels take."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : can(regex("^[A-Za-z]", key))])
    error_message = "Keys of tags start with a letter: labels take no other."
  }
}
