variable "force_destroy" {
  description = "Whether destroying the bucket destroys what lies in it."
  type        = bool
  default     = false
}

variable "key" {
  description = "Customer key that encrypts the objects, in the region of the bucket."
  type = object({
    id     = string
    key_id = string
    region = string
  })

  validation {
    condition     = var.key.region == var.place.region
    error_message = "The key must be of the bucket's region: Object Storage reaches no other."
  }
}

variable "name" {
  description = "Name of the bucket, unique among all buckets of Scaleway."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 63 lower-case letters, digits and hyphens; no dots, since the certificates of Object Storage do not cover them."
  }
}

variable "place" {
  description = "Project and region of the bucket."
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

variable "retention_days" {
  description = "Days an object is kept."
  type        = number

  validation {
    condition     = var.retention_days >= 1 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number from 1: Object Storage counts in days. What may not be kept at all has no place in a bucket."
  }
}

variable "tags" {
  description = "Tags of the bucket."
  type        = map(string)
  default     = {}
}
