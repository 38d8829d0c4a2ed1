variable "cidr" {
  description = "IPv4 range of everything in the network: a quarter nodes, half pods, a sixteenth each gateways, proxies and services."
  type        = string
  default     = "10.40.0.0/16"

  validation {
    condition     = can(cidrsubnet(var.cidr, 8, 0)) && can(regex("/(1[6-9]|20)$", var.cidr))
    error_message = "cidr must be an IPv4 range between /16 and /20, for example 10.40.0.0/16: below /20 a sixteenth is too small for gateways."
  }

  validation {
    condition     = try(cidrsubnet(var.cidr, 0, 0), "") == var.cidr
    error_message = "cidr must be written by its first address, for example 10.40.0.0/16 and not 10.40.1.0/16."
  }
}

variable "key" {
  description = "Customer key of the logs, in the region of place. Cloud Logging must be able to use it."
  type        = string

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.key))
    error_message = "key must be the id of a key, as the module key gives it: projects/<project>/locations/<region>/keyRings/<ring>/cryptoKeys/<key>."
  }

  validation {
    condition     = try(split("/", var.key)[3], "") == var.place.region
    error_message = "key must lie in the region of place: services of Google take no key of another."
  }
}

variable "log_retention_days" {
  description = "Days the logs of flows, refusals and names are kept."
  type        = number
  default     = 365

  validation {
    condition     = var.log_retention_days >= 1 && var.log_retention_days <= 3650 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be whole days from 1 to 3650: Cloud Logging offers no other."
  }
}

variable "name" {
  description = "Name of the network, free in the project; everything in it is named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 40 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "nat" {
  description = "Whether there is a way to the internet, through Cloud NAT and one address. Who may take it is decided by each gateway and cluster."
  type        = bool
  default     = false
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

variable "private_services" {
  description = "Short names of Google's services to reach privately, for example \"aiplatform\". One address answers for them all, so they always are; \"restricted-google-access\" takes the address that answers only for what VPC Service Controls can bound."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for service in var.private_services : can(regex("^[a-z][a-z0-9-]*$", service))])
    error_message = "private_services holds short names such as \"aiplatform\", not host names."
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

variable "zones" {
  description = "Zones by name that clusters spread their nodes over; empty: GKE chooses. Subnets are regional and lie in all of them."
  type        = list(string)

  validation {
    condition     = length(distinct(var.zones)) == length(var.zones)
    error_message = "zones must be different."
  }

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^${var.place.region}-[a-z]$", zone))])
    error_message = "Every zone must lie in the region of place, for example europe-west3-a in europe-west3."
  }
}
