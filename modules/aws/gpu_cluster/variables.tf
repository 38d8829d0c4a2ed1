variable "administrators" {
  description = "ARNs of the IAM roles and users that administer the cluster. Nobody else does, not even its creator."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.administrators : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/", arn))])
    error_message = "administrators holds ARNs of IAM roles or users, for example arn:aws:iam::123456789012:role/platform."
  }
}

variable "key" {
  description = "Customer key that encrypts Kubernetes secrets, logs and volumes. Its policy must let CloudWatch Logs and EC2 Auto Scaling use it."
  type        = string

  validation {
    condition     = can(regex("^arn:${var.place.partition}:kms:${var.place.region}:[0-9]{12}:key/", var.key))
    error_message = "key must be the ARN of a key in the region, not of an alias: arn:aws:kms:<region>:<account>:key/<id>."
  }
}

variable "log_retention_days" {
  description = "Days the control plane's log is kept: a term CloudWatch Logs offers."
  type        = number
  default     = 365

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be a term CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "name" {
  description = "Name of the cluster, unique in the account: its IAM roles are named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,49}$", var.name))
    error_message = "name must be 2 to 50 lower-case letters, digits and hyphens, and start with a letter."
  }
}

variable "network" {
  description = "Where the cluster stands: the network of the module network. Nodes spread over all its zones."
  type = object({
    cidr                       = string
    endpoint_security_group_id = string
    id                         = string
    ranges                     = map(string)
    route_tables               = map(string)
    s3_prefix_list_id          = string
    subnets                    = map(string)
  })

  validation {
    condition     = length(var.network.subnets) >= 2
    error_message = "network must have subnets in at least two zones: EKS refuses fewer."
  }

  validation {
    condition     = can(cidrnetmask(var.network.cidr))
    error_message = "network.cidr must be the IPv4 range of the VPC, for example 10.40.0.0/16."
  }
}

variable "place" {
  description = "Account, partition and region of the cluster: those the provider is configured for."
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

variable "system_nodes" {
  description = "Nodes without a GPU, for DNS and controllers: their x86 machine, the least and the most of them."
  type = object({
    machine = string
    max     = number
    min     = number
  })

  validation {
    condition     = can(regex("^[a-z0-9-]+\\.[a-z0-9-]+$", var.system_nodes.machine)) && !can(regex("^[a-z]+[0-9]+g", var.system_nodes.machine))
    error_message = "system_nodes.machine must be an x86 instance type such as m7i.large: the nodes' image does not start on Graviton."
  }

  validation {
    condition     = var.system_nodes.min >= 1 && var.system_nodes.max >= var.system_nodes.min
    error_message = "system_nodes needs 1 <= min <= max: without a node there is no DNS."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}
