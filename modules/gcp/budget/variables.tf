variable "limit_usd" {
  description = "US dollars a month, as text, so that no cent is rounded away. The billing account must be one in US dollars."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{1,12}(\\.[0-9]{1,2})?$", var.limit_usd)) && can(regex("[1-9]", var.limit_usd))
    error_message = "limit_usd must be an amount above 0 with at most two decimals, for example \"60000\" or \"1250.50\"."
  }
}

variable "name" {
  description = "Name of the budget."
  type        = string

  validation {
    condition     = can(regex("^.{1,60}$", var.name))
    error_message = "name must be 1 to 60 characters: budgets take no more."
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

variable "subscribers" {
  description = "Email addresses the warnings go to: at most 5, with the channels of topic."
  type        = set(string)
  default     = []

  validation {
    condition     = length(var.subscribers) >= 1 || try(length(var.topic.channels), 0) >= 1
    error_message = "Give subscribers, or a topic that has some: a warning that reaches nobody is none."
  }

  validation {
    condition     = length(var.subscribers) + try(length(var.topic.channels), 0) <= 5
    error_message = "subscribers and the channels of topic must be at most 5: a budget takes no more."
  }

  validation {
    condition     = alltrue([for address in var.subscribers : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "subscribers holds email addresses, for example finance@example.com."
  }
}

variable "tag_filter" {
  description = "Tag whose bearers the budget counts: its key and value. They are cleaned as labels are."
  type = object({
    key   = string
    value = string
  })

  validation {
    condition     = can(regex("^[A-Za-z]", var.tag_filter.key)) && length(var.tag_filter.value) >= 1
    error_message = "tag_filter.key must start with a letter, and tag_filter.value hold something: labels take no other."
  }
}

variable "tags" {
  description = "Tags of the notification channels. A budget carries no labels."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : can(regex("^[A-Za-z]", key))])
    error_message = "Keys of tags start with a letter: labels take no other."
  }
}

variable "topic" {
  description = "Where the warnings go besides: the output topic of the module observability."
  type = object({
    channels = list(string)
  })
  default = null
}

variable "warn_at_percent" {
  description = "Percent of the limit at which spending is worth a first warning."
  type        = number
  default     = 80

  validation {
    condition     = var.warn_at_percent > 0 && var.warn_at_percent < 100
    error_message = "warn_at_percent must lie between 0 and 100; at 100 there is a warning anyway."
  }
}
