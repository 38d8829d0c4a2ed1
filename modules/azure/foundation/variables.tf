variable "account" {
  description = "Subscription and tenant of the topology, and who applies it: the Entra object id, and the public ranges that its machines call vaults from."
  type = object({
    deployer = optional(object({
      object_id = optional(string)
      ranges    = optional(list(string), [])
    }), {})
    subscription_id = string
    tenant_id       = string
  })

  validation {
    condition     = alltrue([for id in [var.account.subscription_id, var.account.tenant_id, coalesce(var.account.deployer.object_id, var.account.tenant_id)] : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "subscription_id, tenant_id and deployer.object_id are GUIDs, as 00000000-0000-0000-0000-000000000000."
  }

  validation {
    condition     = alltrue([for range in var.account.deployer.ranges : can(cidrnetmask(range)) && !can(regex("^(10|127|172[.](1[6-9]|2[0-9]|3[01])|192[.]168)[.]", range))])
    error_message = "deployer.ranges holds public IPv4 ranges, for example 203.0.113.7/32: a vault's firewall takes no private ones."
  }
}

variable "log_retention_days" {
  description = "Days the workspace keeps what is logged, unless a module sets another term for its own tables."
  type        = number
  default     = 365

  validation {
    condition     = var.log_retention_days >= 30 && var.log_retention_days <= 730 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be whole days between 30 and 730: a workspace offers no other."
  }
}

variable "name" {
  description = "Name of the topology: the resource group's is <name>-<region>, the workspace's in it <name>."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,48}[a-z0-9]$", var.name))
    error_message = "name must be 4 to 50 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "region" {
  description = "Azure region by its programmatic name, for example germanywestcentral."
  type        = string

  validation {
    condition     = can(regex("^[a-z]+[0-9]?$", var.region))
    error_message = "region must be the programmatic name of an Azure region, for example germanywestcentral, not \"Germany West Central\"."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}
