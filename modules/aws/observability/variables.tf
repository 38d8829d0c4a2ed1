variable "bedrock_models" {
  description = "Bedrock models by a name of yours: the model or inference profile as it is called, and the seconds its 95th percentile may take, if that is to raise an alarm."
  type = map(object({
    latency_p95_s = optional(number)
    model_id      = string
  }))
  default = {}

  validation {
    condition     = alltrue([for model in values(var.bedrock_models) : coalesce(model.latency_p95_s, 1) > 0])
    error_message = "bedrock_models: latency_p95_s must be above 0; leave it out to have no alarm on latency."
  }
}

variable "gateways" {
  description = "Gateways to watch by name: the gateway of the module gateway, the seconds the 95th percentile may take, and the fewest tasks that may run."
  type = map(object({
    gateway = object({
      cluster_name             = string
      load_balancer_arn_suffix = string
      service_name             = string
      target_group_arn_suffix  = string
    })
    latency_p95_s = number
    min_healthy   = number
  }))
  default = {}

  validation {
    condition     = alltrue([for gateway in values(var.gateways) : gateway.latency_p95_s > 0 && gateway.min_healthy >= 1])
    error_message = "gateways: latency_p95_s must be above 0 and min_healthy at least 1, or the alarms could never sound."
  }
}

variable "key" {
  description = "Customer key that encrypts the topic. Its policy must let CloudWatch and AWS Budgets use it, or no message arrives."
  type        = string

  validation {
    condition     = can(regex("^arn:${var.place.partition}:kms:${var.place.region}:[0-9]{12}:key/", var.key))
    error_message = "key must be the ARN of a key in the region, not of an alias: arn:aws:kms:<region>:<account>:key/<id>."
  }
}

variable "name" {
  description = "Name of what is watched; topic, alarms and dashboard are named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_-]{0,79}$", var.name))
    error_message = "name must be 1 to 80 letters, digits, hyphens and underscores, and start with a letter."
  }
}

variable "place" {
  description = "Account, partition and region of what is watched: those the provider is configured for."
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

variable "pools" {
  description = "GPU pools to watch by name: the pool of the module gpu_pool, and its fewest nodes. One with min_nodes 0 may be empty without an alarm."
  type = map(object({
    min_nodes = number
    pool = object({
      autoscaling_group        = string
      load_balancer_arn_suffix = string
      target_group_arn_suffix  = string
    })
  }))
  default = {}
}

variable "subscribers" {
  description = "Email addresses the alarms go to. AWS asks each to confirm."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.subscribers : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "subscribers holds email addresses, for example oncall@example.com."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}
