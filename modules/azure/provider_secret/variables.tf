variable "description" {
  description = "What the secret opens, and for whom: shown to the operator who puts it, as the secret's content type."
  type        = string

  validation {
    condition     = length(var.description) <= 255
    error_message = "description must be at most 255 characters: Key Vault keeps no more beside a secret."
  }
}

variable "generate" {
  description = "Whether the value is a generated key that starts with sk-, as the gateway's own master key."
  type        = bool
  default     = false
}

variable "key" {
  description = "The key of the module key: the secret lies in its vault."
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
  description = "Name of the secret. What Key Vault does not take in it, as in a/b/api-key, becomes a hyphen: a-b-api-key."
  type        = string

  validation {
    condition     = can(regex("^[0-9A-Za-z][0-9A-Za-z/_+=.@-]{0,125}[0-9A-Za-z]$", var.name))
    error_message = "name must be 2 to 127 letters, digits and /_+=.@-, and start and end with a letter or digit."
  }
}

variable "place" {
  description = "Where the secret is kept: the place of the module foundation. The vault of key decides."
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

variable "recovery_window_days" {
  description = "Days in which a deleted secret can be restored: those of the vault, the deletion_window_days of the module key."
  type        = number
  default     = 30

  validation {
    condition     = var.recovery_window_days == var.key.recovery_window_days
    error_message = "recovery_window_days must be that of the vault: Key Vault has one term for all that lies in a vault."
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
