variable "account" {
  description = "Project that everything stands in, its number, and the billing account it is paid from."
  type = object({
    billing_account = string
    project         = string
    project_number  = string
  })

  validation {
    condition     = can(regex("^[A-F0-9]{6}-[A-F0-9]{6}-[A-F0-9]{6}$", var.account.billing_account))
    error_message = "account.billing_account must be the id of a billing account, for example 012345-6789AB-CDEF01."
  }

  validation {
    condition     = can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.account.project))
    error_message = "account.project must be the id of a project, for example support-prod: neither its name nor its number."
  }

  validation {
    condition     = can(regex("^[0-9]{6,}$", var.account.project_number))
    error_message = "account.project_number must be the number of the project: service agents are named after it."
  }
}

variable "log_retention_days" {
  description = "Days the audit entries are kept in the region."
  type        = number
  default     = 365

  validation {
    condition     = var.log_retention_days >= 1 && var.log_retention_days <= 3650 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be whole days from 1 to 3650: Cloud Logging offers no other."
  }
}

variable "name" {
  description = "Name of the topology's place, free in the project: its log bucket is named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,48}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 50 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "region" {
  description = "Region of the place."
  type        = string

  validation {
    condition     = can(regex("^[a-z]+(-[a-z]+)+[0-9]+$", var.region))
    error_message = "region must be the name of a Google Cloud region, for example europe-west3."
  }
}

variable "tags" {
  description = "Taken as by every module. What this one makes carries no labels."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : can(regex("^[A-Za-z]", key))])
    error_message = "Keys of tags start with a letter: labels take no other."
  }
}
