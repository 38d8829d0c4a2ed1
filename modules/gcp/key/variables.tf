variable "deletion_window_days" {
  description = "Days between the order to destroy a version of the key and its end, in which the order can be taken back. Set once: Cloud KMS never changes it."
  type        = number
  default     = 30

  validation {
    condition     = var.deletion_window_days >= 1 && var.deletion_window_days <= 120 && floor(var.deletion_window_days) == var.deletion_window_days
    error_message = "deletion_window_days must be whole days from 1 to 120: Cloud KMS offers no other."
  }
}

variable "name" {
  description = "Name of the key and of its ring, never used in this project and region before: Cloud KMS deletes neither."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,63}$", var.name))
    error_message = "name must be 1 to 63 letters, digits, _ and -."
  }
}

variable "node_volumes" {
  description = "Whether the nodes of a GKE cluster encrypt their disks, and the cluster its secrets, with the key."
  type        = bool
  default     = false
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

variable "tags" {
  description = "Tags of every resource that can carry labels: made lower-case, and cut to 63 characters that labels take."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : can(regex("^[A-Za-z]", key))])
    error_message = "Keys of tags start with a letter: labels take no other."
  }
}
