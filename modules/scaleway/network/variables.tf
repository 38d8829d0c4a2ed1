variable "cidr" {
  description = "IPv4 range of the network. A Private Network has a /20 at most: of a wider range it takes the first /20, which the output cidr names."
  type        = string
  default     = "10.40.0.0/20"

  validation {
    condition     = can(cidrnetmask(var.cidr)) && can(regex("/(1[6-9]|2[0-4])$", var.cidr))
    error_message = "cidr must be an IPv4 range between /16 and /24, for example 10.40.0.0/20."
  }

  validation {
    condition     = can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", var.cidr))
    error_message = "cidr must be a private range, of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16."
  }
}

variable "key" {
  description = "Key of the topology. The network stores nothing that it could encrypt."
  type = object({
    id     = string
    key_id = string
    region = string
  })
}

variable "log_retention_days" {
  description = "Days a flow log is kept, in clouds that write one. Scaleway's VPC writes none."
  type        = number
  default     = 365

  validation {
    condition     = var.log_retention_days >= 1
    error_message = "log_retention_days must be at least 1."
  }
}

variable "name" {
  description = "Name of the network; everything in it is named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,39}$", var.name))
    error_message = "name must be 2 to 40 lower-case letters, digits and hyphens, and start with a letter: it is a part of DNS names."
  }
}

variable "nat" {
  description = "Whether the network reaches the internet, through a Public Gateway with a reserved address. Gateways and clusters need it: Scaleway's own services have public addresses only."
  type        = bool
  default     = false
}

variable "place" {
  description = "Project and region of the network."
  type = object({
    project_id      = string
    organization_id = string
    region          = string
  })

  validation {
    condition     = contains(["fr-par", "it-mil", "nl-ams", "pl-waw"], var.place.region)
    error_message = "place.region must be fr-par, it-mil, nl-ams or pl-waw."
  }
}

variable "private_services" {
  description = "Services of the cloud to reach without the internet. Scaleway offers that for none of its APIs: it must stay empty."
  type        = set(string)
  default     = []

  validation {
    condition     = length(var.private_services) == 0
    error_message = "private_services must be empty: Secret Manager, Key Manager, Object Storage and Generative APIs have no private endpoints. They are reached through the Public Gateway (nat = true)."
  }
}

variable "tags" {
  description = "Tags of everything in the network."
  type        = map(string)
  default     = {}
}

variable "zones" {
  description = "Zones by name. The first is where the Public Gateway stands."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 1 && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones must name at least one zone, and none twice."
  }

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^${var.place.region}-[1-3]$", zone))])
    error_message = "Every zone must be one of the region's, for example fr-par-1 in fr-par."
  }
}
