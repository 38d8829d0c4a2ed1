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

variable "key" {
  description = "Customer key that encrypts the objects, in the account and region of the bucket."
  type        = string

  validation {
    condition     = can(regex("^arn:${var.place.partition}:kms:${var.place.region}:[0-9]{12}:key/", var.key))
    error_message = "key must be the ARN of a key in the region, not of an alias: arn:aws:kms:<region>:<account>:key/<id>."
  }
}

variable "name" {
  description = "Name of the bucket, unique in the world."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 63 lower-case letters, digits and hyphens; no dots, since the certificates of S3 do not cover them."
  }
}

variable "place" {
  description = "Account, partition and region of the bucket: those the provider is configured for."
  type = object({
    account_id = string
    partition  = string
    region     = string
  })

  validation {
    condition     = can(regex("^[0-9]{12}$", var.place.account_id))
    error_message = "place.account_id must be the 12 digits of an AWS account."
  }

  validation {
    condition     = can(regex("^aws(-[a-z-]+)?$", var.place.partition))
    error_message = "place.partition must be the name of an AWS partition: aws, aws-eusc, aws-us-gov or aws-cn."
  }

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", var.place.region))
    error_message = "place.region must be the code of an AWS region, for example eu-central-1."
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
