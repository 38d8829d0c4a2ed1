variable "deletion_window_days" {
  description = "Days in which an order to delete the key can be taken back. Key Manager gives 7; with more, the key is protected, and deleted only after an apply with 7."
  type        = number
  default     = 30

  validation {
    condition     = var.deletion_window_days >= 7 && var.deletion_window_days <= 30
    error_message = "deletion_window_days must be between 7 and 30: Key Manager keeps what it deletes for 7 days."
  }
}

variable "name" {
  description = "Name of the key."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$", var.name))
    error_message = "name must be 1 to 63 letters, digits, _, . and -, and start with a letter or a digit."
  }
}

variable "node_volumes" {
  description = "Whether nodes of a cluster are to encrypt their volumes with the key. Block Storage takes no key of a customer: true changes nothing here."
  type        = bool
  default     = false
}

variable "place" {
  description = "Project and region of the key."
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

variable "tags" {
  description = "Tags of the key."
  type        = map(string)
  default     = {}
}
