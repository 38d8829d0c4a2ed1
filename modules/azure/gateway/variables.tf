variable "certificate" {
  description = "There for sameness: Container Apps serves the name it gives a gateway with a certificate of its own. Must be null."
  type        = string
  default     = null

  validation {
    condition     = var.certificate == null
    error_message = "certificate must be null: the gateway's name is given by Azure, and so is its certificate."
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
}

variable "deletion_protection" {
  description = "Whether Azure refuses to delete the app until this is taken back."
  type        = bool
  default     = false
}

variable "environment" {
  description = "Environment of the container, on top of what the module sets. No secrets."
  type        = map(string)
  default     = {}
}

variable "hosts" {
  description = "Hosts on the internet that the gateway calls over HTTPS, the registry of its image among them. With none it has no way out."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for host in var.hosts : can(regex("^([*][.])?([a-z0-9_-]+[.])+[a-z0-9-]+$", host))])
    error_message = "hosts holds DNS names in lower case, for example api.mistral.ai."
  }
}

variable "idle_timeout_s" {
  description = "Seconds a connection may stay silent: no less than the longest total timeout in config. Azure's own is 240."
  type        = number
  default     = 240

  validation {
    condition     = var.idle_timeout_s >= 1 && var.idle_timeout_s <= 240
    error_message = "idle_timeout_s must be between 1 and 240: Container Apps cuts a request that is silent for 240 seconds."
  }
}

variable "image" {
  description = "Image of LiteLLM, by digest or by a tag that does not move."
  type        = string

  validation {
    condition     = can(regex("(@sha256:[0-9a-f]{64}|:[A-Za-z0-9_][A-Za-z0-9_.-]*)$", var.image)) && !can(regex(":(latest|main-latest|main-stable)$", var.image))
    error_message = "image must end in a digest (@sha256:…) or in a tag that does not move: under a moving tag each replica may run another gateway."
  }
}

variable "key" {
  description = "The key of the module key: the secrets lie in its vault."
  type = object({
    disk_encryption_set_id = string
    id                     = string
    identity_client_id     = string
    identity_id            = string
    identity_principal_id  = string
    recovery_window_days   = number
    vault_id               = string
    vault_uri              = string
    version_id             = string
  })
}

variable "log_retention_days" {
  description = "Days the gateway's log is kept in the workspace, in tables that all its gateways share."
  type        = number
  default     = 30

  validation {
    condition     = var.log_retention_days >= 4 && var.log_retention_days <= 730 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be whole days between 4 and 730: a table offers no other."
  }
}

variable "model_access" {
  description = "Accounts the gateway calls as itself, by a name of yours: the access of the module openai_account."
  type = map(object({
    account_id = string
    role       = string
  }))
  default = {}
}

variable "name" {
  description = "Name of the gateway; everything in it is named after it, and its place in the network too."
  type        = string

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$", var.name)) && !strcontains(var.name, "--")
    error_message = "name must be 1 to 32 lower-case letters, digits and single hyphens, start with a letter and end in a letter or digit: Container Apps takes no other."
  }
}

variable "network" {
  description = "Where the gateway stands: the network of the module network."
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
  description = "Where the gateway stands: the place of the module foundation."
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
    condition     = alltrue([for name in keys(var.pool_ranges) : can(regex("^[A-Za-z0-9_.-]{1,60}$", name))]) && length(setintersection(keys(var.pool_ranges), keys(var.pools))) == 0
    error_message = "pool_ranges are named by 1 to 60 letters, digits and _.-, and not as one of pools: their rules in the security group are."
  }
}

variable "pools" {
  description = "GPU pools the gateway calls, by a name of yours: the address of the module gpu_pool."
  type = map(object({
    address = object({
      cidr = string
      port = number
    })
    description = string
  }))
  default = {}

  validation {
    condition     = alltrue([for name in keys(var.pools) : can(regex("^[A-Za-z0-9_.-]{1,60}$", name))]) && length(var.pools) <= 1000
    error_message = "pools are named by 1 to 60 letters, digits and _.-: their rules in the security group are."
  }
}

variable "replicas" {
  description = "Fewest and most replicas, and the load of one at which another is added: requests a minute, percent of its processors."
  type = object({
    min                 = number
    max                 = number
    cpu_percent         = optional(number, 60)
    requests_per_minute = optional(number, 600)
  })
  default = { min = 2, max = 6 }

  validation {
    condition     = var.replicas.min >= 1 && var.replicas.max >= var.replicas.min && var.replicas.max <= 100
    error_message = "replicas.min must be at least 1, and replicas.max no less than replicas.min and at most 100: a /27 has no room for the addresses of more."
  }

  validation {
    condition     = var.replicas.cpu_percent >= 1 && var.replicas.cpu_percent <= 100 && var.replicas.requests_per_minute >= 1
    error_message = "replicas.cpu_percent must be between 1 and 100, and replicas.requests_per_minute at least 1."
  }
}

variable "secrets" {
  description = "Id of the secret behind each environment variable: the id of the module provider_secret, in the vault of key."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for id in values(var.secrets) : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.KeyVault/vaults/[^/]+/secrets/[^/]+$", id))])
    error_message = "secrets holds ids of secrets without a version: /subscriptions/…/vaults/<vault>/secrets/<name>."
  }

  validation {
    condition     = alltrue([for variable in keys(var.secrets) : can(regex("^[A-Za-z][A-Za-z0-9_]*[A-Za-z0-9]$", variable))])
    error_message = "secrets are named by letters, digits and underscores, as environment variables are."
  }
}

variable "size" {
  description = "Processor units (1024 are one vCPU) and MiB of memory of a replica, a pair the consumption plan offers."
  type = object({
    cpu    = number
    memory = number
  })
  default = { cpu = 2048, memory = 4096 }

  validation {
    condition     = contains([512, 1024, 2048, 4096], var.size.cpu)
    error_message = "size.cpu must be 512, 1024, 2048 or 4096: on less LiteLLM takes minutes to start, and a replica has no more."
  }

  validation {
    condition     = var.size.memory == 2 * var.size.cpu
    error_message = "size.memory must be twice size.cpu, as in cpu = 1024 and memory = 2048: Container Apps sells 2 GiB with each vCPU."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}

variable "zones" {
  description = "Zones of the gateway. With two or more, Azure spreads its replicas over the zones of the region; it does not let one choose them."
  type        = list(string)

  validation {
    condition     = alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)]) && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones holds \"1\", \"2\" or \"3\", each once."
  }
}
