variable "limit_usd" {
  description = "US dollars a month, as text, so that no cent is rounded away."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{1,12}(\\.[0-9]{1,2})?$", var.limit_usd)) && can(regex("[1-9]", var.limit_usd))
    error_message = "limit_usd must be an amount above 0 with at most two decimals, for example \"60000\" or \"1250.50\"."
  }
}

variable "name" {
  description = "Name of the budget, unique in the account."
  type        = string

  validation {
    condition     = can(regex("^[^:\\\\]{1,100}$", var.name))
    error_message = "name must be 1 to 100 characters without : and \\."
  }
}

variable "place" {
  description = "Account that the budget watches, its partition, and a region of it: those the provider is configured for."
  type = object({
    account_id = string
    partition  = string
    region     = string
  })

  validation {
    condition     = can(regex("^[0-9]{12}$", var.place.account_id))
    error_message = "place.account_id must be the 12 digits of an AWS account."
  }

  validation {
    condition     = can(regex("^aws(-[a-z-]+)?$", var.place.partition))
    error_message = "place.partition must be the name of an AWS partition: aws, aws-eusc, aws-us-gov or aws-cn."
  }

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", var.place.region))
    error_message = "place.region must be the code of an AWS region, for example eu-central-1."
  }
}

variable "subscribers" {
  description = "Email addresses the warnings go to: at most 10."
  type        = set(string)
  default     = []

  validation {
    condition     = length(var.subscribers) >= 1 || var.topic != null
    error_message = "Give subscribers or topic: AWS Budgets refuses a warning that reaches nobody."
  }

  validation {
    condition     = length(var.subscribers) <= 10
    error_message = "subscribers must be at most 10: AWS Budgets mails no more. A topic has no such bound."
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
    condition     = length(var.tag_filter.key) >= 1 && !can(regex("^aws:", var.tag_filter.key)) && !strcontains(var.tag_filter.key, "$")
    error_message = "tag_filter.key must be the key of a tag of your own, without a $."
  }
}

variable "tags" {
  description = "Tags of the budget."
  type        = map(string)
  default     = {}
}

variable "topic" {
  description = "ARN of the SNS topic that the warnings go to: the topic of the module observability. Its policy, and its key's, must let budgets.amazonaws.com publish."
  type        = string
  default     = null

  validation {
    condition     = var.topic == null || can(regex("^arn:${var.place.partition}:sns:[a-z0-9-]+:${var.place.account_id}:", var.topic))
    error_message = "topic must be the ARN of an SNS topic of the account."
  }
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
