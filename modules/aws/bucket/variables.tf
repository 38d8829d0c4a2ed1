variable "batch_model_arns" {
  description = "Exact ARNs of the foundation models, and of the inference profiles, that the batch role may invoke."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.batch_model_arns : can(regex("^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:[0-9]*:(foundation-model|(application-)?inference-profile)/[^*?]+$", arn))])
    error_message = "batch_model_arns holds exact ARNs of foundation models or inference profiles: a wildcard grants more than was proven."
  }
}

variable "batch_role" {
  description = "Whether to make a role for Bedrock batch inference that reads and writes this bucket alone."
  type        = bool
  default     = false

  validation {
    condition     = !var.batch_role || length(var.batch_model_arns) > 0
    error_message = "A batch role needs batch_model_arns: without a model it can run no job."
  }
}

variable "force_destroy" {
  description = "Whether destroying the bucket destroys what lies in it."
  type        = bool
  default     = false
}

variable "kms_key_arn" {
  description = "Customer key that encrypts the objects, in the account and region of the bucket."
  type        = string
}

variable "name" {
  description = "Name of the bucket, unique in the world."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 63 lower-case letters, digits and hyphens; no dots, since the certificates of S3 do not cover them."
  }
}

variable "retention_days" {
  description = "Days an object is kept. One day later S3 also drops its last version."
  type        = number

  validation {
    condition     = var.retention_days >= 1 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number from 1: S3 counts in days. What may not be kept at all has no place in a bucket."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}
