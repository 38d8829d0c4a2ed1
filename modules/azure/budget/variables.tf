variable "limit_usd" {
  description = "US dollars a month, as text, so that no cent is rounded away. Azure reads the number in the currency that the subscription is billed in."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{1,12}(\\.[0-9]{1,2})?$", var.limit_usd)) && can(regex("[1-9]", var.limit_usd))
    error_message = "limit_usd must be an amount above 0 with at most two decimals, for example \"60000\" or \"1250.50\"."
  }
}

variable "name" {
  description = "Name of the budget, unique in the subscription."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,63}$", var.name))
    error_message = "name must be 1 to 63 letters, digits, underscores and hyphens."
  }
}

variable "place" {
  description = "Whose spending is counted: the place of the module foundation, of which the subscription decides."
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

variable "subscribers" {
  description = "Email addresses the warnings go to: at most 50."
  type        = set(string)
  default     = []

  validation {
    condition     = length(var.subscribers) >= 1 || var.topic != null
    error_message = "Give subscribers or topic: Azure refuses a warning that reaches nobody."
  }

  validation {
    condition     = length(var.subscribers) <= 50
    error_message = "subscribers must be at most 50: a budget mails no more."
  }

  validation {
    condition     = alltrue([for address in var.subscribers : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "subscribers holds email addresses, for example finance@example.com."
  }
}

variable "tag_filter" {
  description = "Tag whose bearers the budget counts: its key and value."
  type = object({
    key   = string
    value = string
  })

  validation {
    condition     = length(var.tag_filter.key) >= 1 && !can(regex("[<>%&?/]|\\\\", var.tag_filter.key)) && !can(regex("^(microsoft|azure|windows)", lower(var.tag_filter.key)))
    error_message = "tag_filter.key must be the key of a tag as Azure takes it: without <>%&\\?/, and not one of Azure's own."
  }
}

variable "tags" {
  description = "There for sameness: a budget carries no tags."
  type        = map(string)
  default     = {}
}

variable "topic" {
  description = "Action group the warnings go to: the topic of the module observability."
  type = object({
    id = string
  })
  default = null
}

variable "warn_at_percent" {
  description = "Percent of the limit at which spending is worth a first warning."
  type        = number
  default     = 80

  validation {
    condition     = var.warn_at_percent > 0 && var.warn_at_percent < 100 && floor(var.warn_at_percent) == var.warn_at_percent
    error_message = "warn_at_percent must be a whole number between 0 and 100; at 100 there is a warning anyway."
  }
}
