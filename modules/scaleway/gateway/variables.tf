variable "certificate" {
  description = "Certificate of the load balancer. It must be null: Scaleway takes one with its private key only, which would lie in the state."
  type        = string
  default     = null

  validation {
    condition     = var.certificate == null
    error_message = "certificate must be null: Scaleway issues none for a private load balancer, and takes one's own with its private key, which would lie in the state."
  }
}

variable "clients" {
  description = "Ranges that may call the gateway. Without them, the range of the network."
  type        = list(string)
  default     = null

  validation {
    condition     = alltrue([for range in coalesce(var.clients, []) : can(cidrnetmask(range))])
    error_message = "clients holds IPv4 ranges, for example 10.40.0.0/20."
  }

  validation {
    condition     = var.clients == null || length(coalesce(var.clients, [])) > 0
    error_message = "clients must name at least one range: without any, nobody could call the gateway."
  }
}

variable "config" {
  description = "Text of LiteLLM's config.yaml. Keys belong into secrets, named in it as os.environ/NAME."
  type        = string

  validation {
    condition     = can(yamldecode(var.config).model_list)
    error_message = "config must be YAML with a model_list, as LiteLLM's config.yaml."
  }
}

variable "deletion_protection" {
  description = "Whether Scaleway refuses to delete the machines until this is taken back. Load balancers have no such thing."
  type        = bool
  default     = false
}

variable "environment" {
  description = "Environment of the container, on top of what the module sets. No secrets."
  type        = map(string)
  default     = {}
}

variable "hosts" {
  description = "Internet hosts the gateway calls over HTTPS. With none, and no model_access, its container has no way out; with any, HTTPS to all: the module filters no names."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for host in var.hosts : can(regex("^([*]\\.)?([a-z0-9_-]+\\.)+[a-z0-9-]+$", host))])
    error_message = "hosts holds DNS names in lower case, for example api.mistral.ai."
  }
}

variable "idle_timeout_s" {
  description = "Seconds a connection may stay silent: no less than the longest total timeout in config."
  type        = number
  default     = 660

  validation {
    condition     = var.idle_timeout_s >= 1 && var.idle_timeout_s <= 4000
    error_message = "idle_timeout_s must be between 1 and 4000."
  }
}

variable "image" {
  description = "Image of LiteLLM, by digest or by a tag that does not move, in a registry that asks nobody who he is."
  type        = string

  validation {
    condition     = can(regex("(@sha256:[0-9a-f]{64}|:[A-Za-z0-9_][A-Za-z0-9_.-]*)$", var.image)) && !can(regex(":(latest|main-latest|main-stable)$", var.image))
    error_message = "image must end in a digest (@sha256:…) or in a tag that does not move: under a moving tag each machine may run another gateway."
  }
}

variable "key" {
  description = "Key of the topology. Block Storage takes no key of a customer, and the gateway stores nothing else."
  type = object({
    id     = string
    key_id = string
    region = string
  })
}

variable "log_retention_days" {
  description = "Days the gateway's log is kept, on its machines."
  type        = number
  default     = 30

  validation {
    condition     = var.log_retention_days >= 1 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be a whole number from 1."
  }
}

variable "model_access" {
  description = "Access to the cloud's own models by a name of yours: the output access of the module generative_apis. The key to it is one of secrets."
  type = map(object({
    application_id = string
    url            = string
  }))
  default = {}
}

variable "name" {
  description = "Name of the gateway; everything in it is named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$", var.name))
    error_message = "name must be 1 to 40 lower-case letters, digits and hyphens, start with a letter and end in a letter or digit: it is a part of host names."
  }
}

variable "network" {
  description = "Network of the gateway: the output of the module network. It must have a way out."
  type = object({
    cidr               = string
    nat_address        = string
    private_network_id = string
    vpc_id             = string
    zones              = list(string)
  })

  validation {
    condition     = var.network.nat_address != null
    error_message = "network must have a way out (nat = true): machines fetch their image and their secrets through its Public Gateway."
  }
}

variable "place" {
  description = "Project and region of the gateway."
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

variable "pool_ranges" {
  description = "GPU pools in networks that are linked to this one, by name: outputs ranges of the module gpu_pool, each with a description of the rule."
  type = map(object({
    description = string
    ranges      = list(string)
  }))
  default = {}

  validation {
    condition     = length(var.pool_ranges) == 0
    error_message = "pool_ranges must be empty: no network of Scaleway is linked to another."
  }
}

variable "pools" {
  description = "GPU pools the gateway calls by a name of yours: the output address of each module gpu_pool."
  type = map(object({
    description = string
    address = object({
      ip   = string
      port = number
    })
  }))
  default = {}
}

variable "replicas" {
  description = "Machines: as many as max, all the time. The loads are for clouds that add one by them."
  type = object({
    min                 = number
    max                 = number
    cpu_percent         = optional(number, 60)
    requests_per_minute = optional(number, 600)
  })
  default = { min = 2, max = 2 }

  validation {
    condition     = var.replicas.min >= 1 && var.replicas.max >= var.replicas.min && var.replicas.max <= 30
    error_message = "replicas.min must be at least 1, and replicas.max no less than replicas.min and at most 30."
  }
}

variable "secrets" {
  description = "Id of the secret behind each environment variable: the output id of the module provider_secret."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for id in values(var.secrets) : can(regex("^[a-z]{2}-[a-z]{3}/[0-9a-f-]{36}$", id))])
    error_message = "secrets holds ids of secrets with their region: fr-par/11111111-1111-4111-8111-111111111111."
  }
}

variable "size" {
  description = "Processor units (1024 are one vCPU) and MiB of memory the gateway needs on a machine. It gets the smallest PRO2 that has both."
  type = object({
    cpu    = number
    memory = number
  })
  default = { cpu = 2048, memory = 8192 }

  validation {
    condition     = var.size.cpu >= 1 && var.size.cpu <= 16384 && var.size.memory >= 1 && var.size.memory <= 65536
    error_message = "size.cpu must be at most 16384 and size.memory at most 65536: beyond that more machines serve better than a larger one."
  }
}

variable "tags" {
  description = "Tags of everything that can carry them."
  type        = map(string)
  default     = {}
}

variable "zones" {
  description = "Zones of the machines, in turn. The first is where the load balancer stands."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 1 && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones must name at least one zone, and none twice."
  }

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^${var.place.region}-[1-3]$", zone))])
    error_message = "Every zone must be one of the region's, for example fr-par-1 in fr-par."
  }

  validation {
    condition     = length(var.zones) <= var.replicas.max
    error_message = "zones must be no more than replicas.max: a zone without a machine makes nothing safer."
  }
}
