variable "bedrock_arns" {
  description = "ARNs of the Bedrock profiles and models that may be invoked through the endpoint of bedrock-runtime; null: whatever the principals' own policies allow."
  type        = set(string)
  default     = null

  validation {
    condition = alltrue([
      for arn in coalesce(var.bedrock_arns, []) :
      can(regex("^arn:aws[a-z-]*:bedrock:[a-z0-9-]*:([0-9]{12})?:(application-inference-profile|foundation-model|inference-profile)/[^*?]+$", arn))
    ])
    error_message = "bedrock_arns holds exact ARNs of profiles and models: a wildcard lets through more than was proven."
  }

  validation {
    condition     = var.bedrock_arns == null || length(coalesce(var.bedrock_arns, [])) > 0
    error_message = "bedrock_arns must name at least one profile or model: leave the endpoint out instead."
  }
}

variable "cidr" {
  description = "IPv4 range of the VPC. Each zone gets a sixteenth of it."
  type        = string
  default     = "10.40.0.0/16"

  validation {
    condition     = can(cidrsubnet(var.cidr, 8, 0)) && can(regex("/(1[6-9]|20)$", var.cidr))
    error_message = "cidr must be an IPv4 range between /16 and /20, for example 10.40.0.0/16: AWS has no larger VPC, and below /20 the public subnets are smaller than AWS allows."
  }
}

variable "key" {
  description = "Customer key that encrypts the flow log. Its policy must let CloudWatch Logs use it."
  type        = string

  validation {
    condition     = can(regex("^arn:${var.place.partition}:kms:${var.place.region}:[0-9]{12}:key/", var.key))
    error_message = "key must be the ARN of a key in the region, not of an alias: arn:aws:kms:<region>:<account>:key/<id>."
  }
}

variable "log_retention_days" {
  description = "Days the flow log is kept: a term CloudWatch Logs offers."
  type        = number
  default     = 365

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be a term CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "name" {
  description = "Name of the network; everything in it is named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,39}$", var.name))
    error_message = "name must be 2 to 40 lower-case letters, digits and hyphens, and start with a letter."
  }
}

variable "nat" {
  description = "Whether private subnets reach the internet, through one NAT gateway per zone."
  type        = bool
  default     = false
}

variable "place" {
  description = "Account, partition and region of the VPC: those the provider is configured for."
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

variable "private_services" {
  description = "Short names of the AWS services to reach without leaving the VPC, for example \"bedrock-runtime\"."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for service in var.private_services : can(regex("^[a-z0-9][a-z0-9.-]*$", service))])
    error_message = "private_services holds short service names such as \"ecr.api\", not \"com.amazonaws.<region>.ecr.api\" nor a host name."
  }

  validation {
    condition     = !contains(var.private_services, "s3")
    error_message = "s3 is always reached through its gateway endpoint, which costs nothing: take it out of private_services."
  }
}

variable "resolvable_names" {
  description = "DNS names that resolve in the VPC, \"*.\" before those of any host below; those of its private endpoints have to be among them. Null: every name."
  type        = set(string)
  default     = null

  validation {
    condition     = alltrue([for name in coalesce(var.resolvable_names, []) : can(regex("^([*]\\.)?([a-z0-9_-]+\\.)+[a-z0-9-]+$", name))])
    error_message = "resolvable_names holds DNS names in lower case without a dot at the end, such as \"eu.api.openai.com\" or \"*.s3.eu-central-1.amazonaws.com\"."
  }

  validation {
    condition     = var.resolvable_names == null || length(coalesce(var.resolvable_names, [])) > 0 && length(coalesce(var.resolvable_names, [])) <= 255
    error_message = "resolvable_names must hold 1 to 255 names."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

variable "zones" {
  description = "Availability zones by name. Append new ones: a zone's place in the list decides its address range."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 6 && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones must name 2 to 6 different availability zones: one zone is a single point of failure, and no region has more than 6."
  }

  validation {
    condition     = alltrue([for zone in var.zones : startswith(zone, var.place.region)])
    error_message = "Every zone must lie in the region, for example eu-central-1a in eu-central-1."
  }
}
