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
  description = "Key of the topology. Secret Manager takes no key of a customer, and encrypts with Scaleway's own."
  type = object({
    id     = string
    key_id = string
    region = string
  })
}

variable "name" {
  description = "Name of the secret; what stands before its last slash is its folder."
  type        = string

  validation {
    condition     = can(regex("^([A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$", var.name)) && length(var.name) <= 255
    error_message = "name must be up to 255 letters, digits and _.-, in folders parted by single slashes, without a slash at either end."
  }
}

variable "place" {
  description = "Project and region of the secret."
  type = object({
    project_id      = string
    organization_id = string
    region          = string
  })

  validation {
    condition     = contains(["fr-par", "it-mil", "nl-ams", "pl-waw"], var.place.region)
    error_message = "place.region must be fr-par, it-mil, nl-ams or pl-waw."
  }
}

variable "recovery_window_days" {
  description = "Days in which a deleted secret can be restored. Secret Manager gives 7; with more, the secret is protected, and deleted only after an apply with 7 or less."
  type        = number
  default     = 30

  validation {
    condition     = var.recovery_window_days >= 0 && var.recovery_window_days <= 30
    error_message = "recovery_window_days must be between 0 and 30."
  }
}

variable "tags" {
  description = "Tags of the secret."
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
