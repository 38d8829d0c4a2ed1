variable "description" {
  description = "What the secret opens, and for whom: shown to the operator who puts it."
  type        = string
}

variable "generate" {
  description = "Whether the value is a generated key that starts with sk-, as the gateway's own master key."
  type        = bool
  default     = false
}

variable "kms_key_arn" {
  description = "Customer key that encrypts the secret."
  type        = string
}

variable "name" {
  description = "Name of the secret, free in the account and region: a deleted one keeps its name through its recovery window."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9/_+=.@-]{1,512}$", var.name))
    error_message = "name must be up to 512 letters, digits and /_+=.@-."
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
