variable "gateways" {
  description = "Gateways to watch by name: outputs gateway of the module gateway, with the seconds the 95th percentile may take and the fewest instances that may run."
  type = map(object({
    gateway = object({
      forwarding_rule = string
      location        = string
      project         = string
      service         = string
      url_map         = string
    })
    latency_p95_s = number
    min_healthy   = number
  }))
  default = {}

  validation {
    condition     = alltrue([for watched in values(var.gateways) : watched.latency_p95_s > 0 && watched.min_healthy >= 1])
    error_message = "gateways: latency_p95_s must be above 0 and min_healthy at least 1, or the alerts could never sound."
  }
}

variable "key" {
  description = "Taken as by every module. Cloud Monitoring keeps no messages, and takes no key of a customer."
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

variable "name" {
  description = "Name of what is watched; alerts, metrics and the dashboard are named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_-]{0,49}$", var.name))
    error_message = "name must be 1 to 50 letters, digits, hyphens and underscores, and start with a letter."
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

variable "pools" {
  description = "GPU pools to watch by name: outputs pool of the module gpu_pool. One with min_nodes 0 may be empty without an alert."
  type = map(object({
    min_nodes = number
    pool = object({
      cluster         = string
      location        = string
      name            = string
      project         = string
      service_account = string
    })
  }))
  default = {}

  validation {
    condition     = alltrue([for watched in values(var.pools) : watched.min_nodes >= 0])
    error_message = "pools: min_nodes must be at least 0."
  }
}

variable "subscribers" {
  description = "Email addresses the alerts go to."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.subscribers : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "subscribers holds email addresses, for example oncall@example.com."
  }

  validation {
    condition     = length(var.subscribers) <= 16
    error_message = "subscribers must be at most 16: an alert takes no more channels."
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
