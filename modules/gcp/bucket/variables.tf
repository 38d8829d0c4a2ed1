variable "force_destroy" {
  description = "Whether destroying the bucket destroys what lies in it."
  type        = bool
  default     = false
}

variable "key" {
  description = "Customer key that encrypts the objects, in the region of place. Cloud Storage must be able to use it."
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
  description = "Name of the bucket, unique in the world."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name)) && !startswith(var.name, "goog") && !strcontains(var.name, "google")
    error_message = "name must be 3 to 63 lower-case letters, digits and hyphens, start and end with a letter or digit, and hold no google; no dots, since a name with dots has to be a domain of yours."
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

variable "retention_days" {
  description = "Days an object is kept. One day later Cloud Storage also drops its last version."
  type        = number

  validation {
    condition     = var.retention_days >= 1 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number from 1: Cloud Storage counts in days. What may not be kept at all has no place in a bucket."
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
