variable "account_id" {
  description = "Account the key belongs to: the one the provider is configured for."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id must be the 12 digits of an AWS account."
  }
}

variable "auto_scaling_volumes" {
  description = "Whether EC2 Auto Scaling, and so an EKS managed node group, may encrypt volumes with the key."
  type        = bool
  default     = false
}

variable "deletion_window_days" {
  description = "Days between the order to delete the key and its end, in which the order can be taken back."
  type        = number
  default     = 30

  validation {
    condition     = var.deletion_window_days >= 7 && var.deletion_window_days <= 30
    error_message = "deletion_window_days must be between 7 and 30: KMS offers no other."
  }
}

variable "name" {
  description = "Name of the key; its alias is alias/<name>."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9/_-]{1,250}$", var.name)) && !startswith(var.name, "aws/")
    error_message = "name must be letters, digits, /, _ and -, and not start with aws/, which AWS keeps for its own keys."
  }
}

variable "partition" {
  description = "Partition of the account: aws, aws-eusc, aws-us-gov or aws-cn."
  type        = string
  default     = "aws"

  validation {
    condition     = can(regex("^aws(-[a-z-]+)?$", var.partition))
    error_message = "partition must be the name of an AWS partition, for example aws."
  }
}

variable "region" {
  description = "Region of the key: the one the provider is configured for."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be the code of an AWS region, for example eu-central-1."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}
