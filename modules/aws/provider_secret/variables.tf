variable "description" {
  description = "What the secret opens, and for whom: shown to the operator who puts it."
  type        = string
}

variable "generate" {
  description = "Whether the value is a generated key that starts with sk-, as the gateway's own master key."
  type        = bool
  default     = false
}

variable "key" {
  description = "Customer key that encrypts the secret."
  type        = string

  validation {
    condition     = can(regex("^arn:${var.place.partition}:kms:${var.place.region}:[0-9]{12}:key/", var.key))
    error_message = "key must be the ARN of a key in the region, not of an alias: arn:aws:kms:<region>:<account>:key/<id>."
  }
}

variable "name" {
  description = "Name of the secret, free in the account and region: a deleted one keeps its name through its recovery window."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9/_+=.@-]{1,512}$", var.name))
    error_message = "name must be up to 512 letters, digits and /_+=.@-."
  }
}

variable "place" {
  description = "Account, partition and region of the secret: those the provider is configured for."
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

variable "recovery_window_days" {
  description = "Days in which a deleted secret can be restored; 0 deletes it at once."
  type        = number
  default     = 30

  validation {
    condition     = var.recovery_window_days == 0 || (var.recovery_window_days >= 7 && var.recovery_window_days <= 30)
    error_message = "recovery_window_days must be 0, or between 7 and 30: Secrets Manager offers no other."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}

variable "value" {
  description = "The key. Without it the secret says \"not-set\" until an operator puts one, which Terraform then leaves alone. In no plan and no state."
  type        = string
  default     = null
  ephemeral   = true
  nullable    = true
  sensitive   = true

  validation {
    condition     = var.value == null || !var.generate
    error_message = "Give value or set generate, not both."
  }
}

variable "value_version" {
  description = "Raise it to write the value again: Terraform cannot see that a value it does not keep has changed."
  type        = number
  default     = 1

  validation {
    condition     = var.value_version >= 1 && floor(var.value_version) == var.value_version
    error_message = "value_version must be a whole number from 1."
  }
}
