variable "certificate" {
  description = "Certificate of the HTTPS listener: the name of a regional SSL certificate, or the id of a regional certificate of Certificate Manager. Without one the listener speaks HTTP, inside the network."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^(projects/[^/]+/locations/[^/]+/certificates/[^/]+|[a-z]([a-z0-9-]{0,61}[a-z0-9])?)$", coalesce(var.certificate, "none")))
    error_message = "certificate must be the name of an SSL certificate of the region, or projects/<project>/locations/<region>/certificates/<name>."
  }
}

variable "clients" {
  description = "Ranges that may call the gateway. Without them, the range of the network."
  type        = list(string)
  default     = null

  validation {
    condition     = alltrue([for range in coalesce(var.clients, []) : can(cidrnetmask(range))])
    error_message = "clients holds IPv4 ranges, for example 10.40.0.0/16."
  }
}

variable "config" {
  description = "Text of LiteLLM's config.yaml. Keys belong into secrets, named in it as os.environ/NAME."
  type        = string

  validation {
    condition     = can(yamldecode(var.config).model_list)
    error_message = "config must be YAML with a model_list, as LiteLLM's config.yaml."
  }

  validation {
    condition     = length(base64encode(var.config)) <= 87384
    error_message = "config must have at most 64 KiB: a version of a secret holds no more."
  }
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to delete the service until this is taken back."
  type        = bool
  default     = false
}

variable "environment" {
  description = "Environment of the container, on top of what the module sets. No secrets."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setintersection(keys(var.environment), ["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"])) == 0
    error_message = "environment must not set PORT, K_SERVICE, K_REVISION or K_CONFIGURATION: Cloud Run does."
  }
}

variable "hosts" {
  description = "Hosts on the internet that the gateway calls over HTTPS. Empty: it has no way out, Google's own APIs aside."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for host in var.hosts : can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", host))]) && length(distinct(var.hosts)) == length(var.hosts)
    error_message = "hosts holds different names in lower case, such as api.mistral.ai: a firewall policy knows neither wildcards nor paths."
  }

  validation {
    condition     = length(var.hosts) <= 100
    error_message = "hosts must be at most 100: a rule of a firewall policy takes no more."
  }

  validation {
    condition     = length(var.hosts) == 0 || var.network.nat
    error_message = "hosts are on the internet, and the network has no way there: give it nat, or leave hosts empty."
  }
}

variable "idle_timeout_s" {
  description = "Seconds that a request may take in all: no less than the longest total timeout in config."
  type        = number
  default     = 660

  validation {
    condition     = var.idle_timeout_s >= 1 && var.idle_timeout_s <= 3600
    error_message = "idle_timeout_s must be between 1 and 3600: Cloud Run waits no longer."
  }
}

variable "image" {
  description = "Image of LiteLLM, by digest or by a tag that does not move. One that lies in no registry of Google is copied into the region."
  type        = string

  validation {
    condition     = can(regex("(@sha256:[0-9a-f]{64}|:[A-Za-z0-9_][A-Za-z0-9_.-]*)$", var.image)) && !can(regex(":(latest|main-latest|main-stable)$", var.image))
    error_message = "image must end in a digest (@sha256:…) or in a tag that does not move: under a moving tag each revision may run another gateway."
  }
}

variable "key" {
  description = "Customer key of the configuration, the image, the log and the service, in the region of place."
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
  description = "Days the gateway's log is kept."
  type        = number
  default     = 30

  validation {
    condition     = var.log_retention_days >= 1 && var.log_retention_days <= 3650 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be whole days from 1 to 3650: Cloud Logging offers no other."
  }
}

variable "model_access" {
  description = "What the gateway itself may call in Google Cloud: outputs access of the module vertex_access, by name."
  type = map(object({
    project = string
    role    = string
  }))
  default = {}
}

variable "name" {
  description = "Name of the gateway, free in the project; everything in it is named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,26}[a-z0-9])?$", var.name))
    error_message = "name must be 1 to 28 lower-case letters, digits and hyphens, start with a letter and end in a letter or digit."
  }
}

variable "network" {
  description = "Where it stands: the output network of the module network."
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

variable "pool_ranges" {
  description = "GPU pools in networks that are linked to this one, by name: outputs ranges of the module gpu_pool, each with a description of the rule."
  type = map(object({
    description = string
    ranges      = list(string)
  }))
  default = {}

  validation {
    condition     = alltrue([for pool in values(var.pool_ranges) : alltrue([for range in pool.ranges : can(cidrnetmask(range))])])
    error_message = "pool_ranges holds IPv4 ranges, for example 10.41.15.243/32."
  }

  validation {
    condition     = alltrue([for name in keys(var.pool_ranges) : can(regex("^[a-z0-9]([a-z0-9-]{0,26}[a-z0-9])?$", name))])
    error_message = "Names of pools are 1 to 28 lower-case letters, digits and hyphens: a firewall rule is named after each."
  }
}

variable "pools" {
  description = "GPU pools that the gateway calls, by name: outputs address of the module gpu_pool, each with a description of the rule."
  type = map(object({
    address = object({
      address = string
      port    = number
    })
    description = string
  }))
  default = {}

  validation {
    condition     = alltrue([for name in keys(var.pools) : can(regex("^[a-z0-9]([a-z0-9-]{0,26}[a-z0-9])?$", name))])
    error_message = "Names of pools are 1 to 28 lower-case letters, digits and hyphens: a firewall rule is named after each."
  }
}

variable "replicas" {
  description = "Fewest and most instances, and the load of one at which another is added: requests a minute, counted at ten seconds each. Cloud Run adds one at 60 percent of the processors by itself."
  type = object({
    min                 = number
    max                 = number
    cpu_percent         = optional(number, 60)
    requests_per_minute = optional(number, 600)
  })
  default = { min = 2, max = 6 }

  validation {
    condition     = var.replicas.min >= 1 && var.replicas.max >= var.replicas.min
    error_message = "replicas.min must be at least 1, and replicas.max no less than replicas.min."
  }

  validation {
    condition     = var.replicas.cpu_percent == 60
    error_message = "replicas.cpu_percent must be 60 or left out: Cloud Run scales at 60 percent of the processors."
  }

  validation {
    condition     = var.replicas.requests_per_minute >= 1
    error_message = "replicas.requests_per_minute must be at least 1."
  }
}

variable "secrets" {
  description = "Id of the secret behind each environment variable: outputs id of the module provider_secret."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for id in values(var.secrets) : can(regex("^projects/[^/]+/secrets/[A-Za-z0-9_-]+$", id))])
    error_message = "secrets holds ids of secrets without a version: projects/<project>/secrets/<name>."
  }
}

variable "size" {
  description = "Processor units (1024 are one vCPU) and MiB of memory of an instance, a pair Cloud Run offers."
  type = object({
    cpu    = number
    memory = number
  })
  default = { cpu = 1024, memory = 4096 }

  validation {
    condition     = contains([1024, 2048, 4096, 8192], var.size.cpu)
    error_message = "size.cpu must be 1024, 2048, 4096 or 8192: Cloud Run takes several requests at once from one vCPU on."
  }

  validation {
    condition     = var.size.memory >= lookup({ "4096" = 2048, "8192" = 4096 }, tostring(var.size.cpu), 512) && var.size.memory <= 4 * var.size.cpu && floor(var.size.memory) == var.size.memory
    error_message = "size.memory must be whole MiB of at most 4 times size.cpu, from 2048 with 4 vCPU and 4096 with 8: the pairs Cloud Run offers."
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
  description = "Zones of the region that callers stand in. Cloud Run and the load balancer are regional: they run in all of them whatever stands here."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^${var.place.region}-[a-z]$", zone))])
    error_message = "Every zone must lie in the region of place, for example europe-west3-a in europe-west3."
  }
}
