variable "gateways" {
  description = "Gateways to watch by name: the output of the module gateway, the seconds the 95th percentile may take and the fewest machines that may run. Terraform can make no rule of them: see README.md."
  type = map(object({
    latency_p95_s = number
    min_healthy   = number
    gateway = object({
      load_balancer_id = string
      machine_ids      = list(string)
      name             = string
    })
  }))
  default = {}

  validation {
    condition     = alltrue([for gateway in values(var.gateways) : gateway.latency_p95_s > 0 && gateway.min_healthy >= 1])
    error_message = "gateways: latency_p95_s must be above 0 and min_healthy at least 1."
  }
}

variable "key" {
  description = "Key of the topology. Cockpit takes no key of a customer."
  type = object({
    id     = string
    key_id = string
    region = string
  })
}

variable "name" {
  description = "Name of what is watched; the sources are named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_-]{0,79}$", var.name))
    error_message = "name must be 1 to 80 letters, digits, hyphens and underscores, and start with a letter."
  }
}

variable "place" {
  description = "Project and region that are watched."
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

variable "pools" {
  description = "GPU pools to watch by name: the output of the module gpu_pool, and the fewest nodes it is to have. Terraform can make no rule of them: see README.md."
  type = map(object({
    min_nodes = number
    pool = object({
      name  = string
      pools = map(string)
    })
  }))
  default = {}

  validation {
    condition     = alltrue([for pool in values(var.pools) : pool.min_nodes >= 0])
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
}

variable "tags" {
  description = "Tags, in clouds where what watches can carry them. Nothing in Cockpit can."
  type        = map(string)
  default     = {}
}
