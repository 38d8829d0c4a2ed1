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
  description = "Customer key that encrypts the secret, in the region of place."
  type        = string

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.key))
    error_message = "key must be the id of a key, as the module key gives it: projects/<project>/locations/<region>/keyRings/<ring>/cryptoKeys/<key>."
  }

  validation {
    condition     = try(split("/", var.key)[3], "") == var.place.region
    error_message = "key must lie in the region of place: services of Google take no key of another."
  }
}

variable "name" {
  description = "Name of the secret, free in the project: what Secret Manager does not take in a name, such as a slash, becomes a hyphen."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9/_+=.@-]{1,255}$", var.name))
    error_message = "name must be up to 255 letters, digits and /_+=.@-."
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

variable "recovery_window_days" {
  description = "Days in which a version that was ordered to be destroyed can be restored; 0 destroys it at once."
  type        = number
  default     = 30

  validation {
    condition     = var.recovery_window_days >= 0 && var.recovery_window_days <= 1000 && floor(var.recovery_window_days) == var.recovery_window_days
    error_message = "recovery_window_days must be whole days from 0 to 1000: Secret Manager offers no other."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry labels: made lower-case, and cut to 63 characters that labels take."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : can(regex("^[A-Za-z]", key))])
    error_message = "Keys of tags start with a letter: labels take no other."
  }
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
