variable "gateways" {
  description = "Gateways to watch by name: the gateway of the module gateway, the seconds its 95th percentile may take, and the fewest replicas that may run."
  type = map(object({
    gateway       = object({ id = string })
    latency_p95_s = number
    min_healthy   = number
  }))
  default = {}

  validation {
    condition     = alltrue([for gateway in values(var.gateways) : gateway.latency_p95_s > 0 && gateway.min_healthy >= 1])
    error_message = "gateways: latency_p95_s must be above 0 and min_healthy at least 1, or the alarms could never sound."
  }
}

variable "key" {
  description = "There for sameness: an action group keeps nothing that a key could encrypt."
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

variable "name" {
  description = "Name of what is watched; action group, alarms and dashboard are named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 40 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "openai_accounts" {
  description = "Accounts of Azure OpenAI to watch by name: the access of the module openai_account, and the seconds its answers may take on average, if that is to raise an alarm."
  type = map(object({
    access        = object({ account_id = string })
    latency_p95_s = optional(number)
  }))
  default = {}

  validation {
    condition     = alltrue([for account in values(var.openai_accounts) : coalesce(account.latency_p95_s, 1) > 0])
    error_message = "openai_accounts: latency_p95_s must be above 0; leave it out to have no alarm on latency."
  }
}

variable "place" {
  description = "Where it is watched: the place of the module foundation. Its workspace has the nodes' inventory."
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

variable "pools" {
  description = "GPU pools to watch by name: the pool of the module gpu_pool. One with min_nodes 0 may be empty without an alarm."
  type = map(object({
    min_nodes = number
    pool = object({
      cluster_id = string
      name       = string
    })
  }))
  default = {}
}

variable "subscribers" {
  description = "Email addresses the alarms go to. Azure tells each that it was added."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.subscribers : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "subscribers holds email addresses, for example oncall@example.com."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}
