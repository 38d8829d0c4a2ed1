variable "administrators" {
  description = "ARNs of the IAM roles and users that administer the cluster. Nobody else does, not even its creator."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.administrators : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/", arn))])
    error_message = "administrators holds ARNs of IAM roles or users, for example arn:aws:iam::123456789012:role/platform."
  }
}

variable "kms_key_arn" {
  description = "Customer key that encrypts Kubernetes secrets, logs and volumes. Its policy must let CloudWatch Logs and EC2 Auto Scaling use it."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a key, not of an alias: arn:aws:kms:<region>:<account>:key/<id>."
  }
}

variable "kubernetes_version" {
  description = "Kubernetes version of the cluster. 1.35 is in standard support until 2027-03-27 (EKS release calendar, read 2026-04-24)."
  type        = string
  default     = "1.35"

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_version))
    error_message = "kubernetes_version must be a minor version such as 1.35: EKS chooses the patch."
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
  description = "VPC of the cluster, its IPv4 range, and private subnets in at least two zones."
  type = object({
    cidr       = string
    subnet_ids = list(string)
    vpc_id     = string
  })

  validation {
    condition     = length(var.network.subnet_ids) >= 2
    error_message = "network.subnet_ids must hold subnets of at least two zones: EKS refuses fewer."
  }

  validation {
    condition     = can(cidrnetmask(var.network.cidr))
    error_message = "network.cidr must be the IPv4 range of the VPC, for example 10.40.0.0/16."
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

variable "system_nodes" {
  description = "Nodes without a GPU, for DNS and controllers: their x86 machine, the least and the most of them."
  type = object({
    machine = optional(string, "m7i.large")
    max     = optional(number, 3)
    min     = optional(number, 2)
  })
  default = {}

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
