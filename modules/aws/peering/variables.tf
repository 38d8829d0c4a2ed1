variable "accepts" {
  description = "The peering that the other end has asked for: its output id. Null: this end asks."
  type        = object({ id = string })
  default     = null
}

variable "name" {
  description = "Name of the peering."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,47}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 49 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "network" {
  description = "The network of this end: the output network of the module network."
  type = object({
    cidr                       = string
    endpoint_security_group_id = string
    id                         = string
    ranges                     = map(string)
    route_tables               = map(string)
    s3_prefix_list_id          = string
    subnets                    = map(string)
  })
}

variable "peer" {
  description = "The other network of the same account: the output network of its module, and its place."
  type = object({
    network = object({
      cidr                       = string
      endpoint_security_group_id = string
      id                         = string
      ranges                     = map(string)
      route_tables               = map(string)
      s3_prefix_list_id          = string
      subnets                    = map(string)
    })
    place = object({
      account_id = string
      partition  = string
      region     = string
    })
  })

  validation {
    condition     = var.peer.network.cidr != var.network.cidr
    error_message = "peer must be another network: ranges of two peers never overlap."
  }
}

variable "place" {
  description = "Account, partition and region: those the provider is configured for."
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

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}
