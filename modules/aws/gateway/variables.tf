variable "certificate" {
  description = "ARN of the certificate of the HTTPS listener. Without one the listener speaks HTTP, inside the VPC."
  type        = string
  default     = null

  validation {
    condition     = var.certificate == null || can(regex("^arn:${var.place.partition}:(acm|iam):", var.certificate))
    error_message = "certificate must be the ARN of a certificate of ACM or IAM."
  }
}

variable "clients" {
  description = "Ranges that may call the gateway. Without them, the range of the VPC."
  type        = list(string)
  default     = null

  validation {
    condition     = alltrue([for range in coalesce(var.clients, []) : can(cidrnetmask(range))])
    error_message = "clients holds IPv4 ranges, for example 10.40.0.0/16."
  }
}

variable "config" {
  description = "Text of LiteLLM's config.yaml. Keys belong into secrets, named in it as os.environ/NAME."
  type        = string

  validation {
    condition     = can(yamldecode(var.config).model_list)
    error_message = "config must be YAML with a model_list, as LiteLLM's config.yaml."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer until this is taken back."
  type        = bool
  default     = false
}

variable "environment" {
  description = "Environment of the container, on top of what the module sets. No secrets."
  type        = map(string)
  default     = {}
}

variable "hosts" {
  description = "Hosts on the internet that the gateway calls over HTTPS. Without them there is no way out. Security groups know addresses, not names: the rule is open to any, and says which are meant."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for host in var.hosts : can(regex("^[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?$", host))])
    error_message = "hosts holds the names of hosts, for example api.mistral.ai."
  }
}

variable "idle_timeout_s" {
  description = "Seconds a connection may stay silent: no less than the longest total timeout in config."
  type        = number
  default     = 660

  validation {
    condition     = var.idle_timeout_s >= 1 && var.idle_timeout_s <= 4000
    error_message = "idle_timeout_s must be between 1 and 4000: a load balancer offers no other."
  }
}

variable "image" {
  description = "Image of LiteLLM, by digest or by a tag that does not move."
  type        = string

  validation {
    condition     = can(regex("(@sha256:[0-9a-f]{64}|:[A-Za-z0-9_][A-Za-z0-9_.-]*)$", var.image)) && !can(regex(":(latest|main-latest|main-stable)$", var.image))
    error_message = "image must end in a digest (@sha256:…) or in a tag that does not move: under a moving tag each task may run another gateway."
  }
}

variable "key" {
  description = "Customer key of the configuration, the log and the secrets, in the account and region of the gateway."
  type        = string

  validation {
    condition     = can(regex("^arn:${var.place.partition}:kms:${var.place.region}:[0-9]{12}:key/", var.key))
    error_message = "key must be the ARN of a key in the region, not of an alias: arn:aws:kms:<region>:<account>:key/<id>."
  }
}

variable "log_retention_days" {
  description = "Days the gateway's log is kept: a term CloudWatch Logs offers."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be a term CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "model_access" {
  description = "Models that the gateway itself may invoke in AWS, by a name of yours: the access of the module bedrock_access, an IAM policy in JSON."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for policy in values(var.model_access) : can(jsondecode(policy))])
    error_message = "model_access holds IAM policies in JSON."
  }
}

variable "name" {
  description = "Name of the gateway; everything in it is named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,26}[a-z0-9])?$", var.name)) && !startswith(var.name, "internal-")
    error_message = "name must be 1 to 28 lower-case letters, digits and hyphens, start with a letter, end in a letter or digit, and not start with internal-: load balancers and buckets take no other."
  }
}

variable "network" {
  description = "Where the gateway stands: the network of the module network."
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

variable "place" {
  description = "Account, partition and region of the gateway: those the provider is configured for."
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

variable "pool_ranges" {
  description = "GPU pools in networks that are linked to this one, by name: outputs ranges of the module gpu_pool, each with a description of the rule."
  type = map(object({
    description = string
    ranges      = list(string)
  }))
  default = {}

  validation {
    condition     = alltrue([for pool in values(var.pool_ranges) : alltrue([for range in pool.ranges : can(cidrnetmask(range))])])
    error_message = "pool_ranges holds IPv4 ranges, for example 10.41.15.243/32."
  }
}

variable "pools" {
  description = "GPU pools that the gateway calls, by name: the address of the module gpu_pool, and words for the security group's rule."
  type = map(object({
    address     = string
    description = string
  }))
  default = {}

  validation {
    condition     = alltrue([for pool in values(var.pools) : can(regex("^[a-zA-Z0-9 ._:/()#,@\\[\\]+=&;{}!$*-]{1,255}$", pool.description))])
    error_message = "pools: a description is 1 to 255 of the characters security group rules allow: letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*"
  }
}

variable "replicas" {
  description = "Fewest and most tasks, and the load of one at which another is added: requests a minute, percent of its processors."
  type = object({
    min                 = number
    max                 = number
    cpu_percent         = optional(number, 60)
    requests_per_minute = optional(number, 600)
  })
  default = { min = 2, max = 6 }

  validation {
    condition     = var.replicas.min >= 1 && var.replicas.max >= var.replicas.min
    error_message = "replicas.min must be at least 1, and replicas.max no less than replicas.min."
  }

  validation {
    condition     = var.replicas.cpu_percent >= 1 && var.replicas.cpu_percent <= 100 && var.replicas.requests_per_minute >= 1
    error_message = "replicas.cpu_percent must be between 1 and 100, and replicas.requests_per_minute at least 1."
  }
}

variable "secrets" {
  description = "ARN of the secret behind each environment variable, all encrypted with key."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for arn in values(var.secrets) : can(regex("^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^:]+$", arn))])
    error_message = "secrets holds ARNs of whole secrets, without a key of a JSON value after them."
  }
}

variable "size" {
  description = "Processor units (1024 are one vCPU) and MiB of memory of a task, a pair Fargate offers."
  type = object({
    cpu    = number
    memory = number
  })
  default = { cpu = 1024, memory = 4096 }

  validation {
    condition     = contains([512, 1024, 2048, 4096], var.size.cpu)
    error_message = "size.cpu must be 512, 1024, 2048 or 4096: on less LiteLLM takes minutes to start, and beyond it more replicas serve better than a larger one."
  }

  validation {
    condition     = var.size.memory >= 2 * var.size.cpu && var.size.memory <= min(8 * var.size.cpu, 30720) && var.size.memory % 1024 == 0
    error_message = "size.memory must be whole GiB in MiB, from 2 to 8 times size.cpu and at most 30720: the pairs Fargate offers."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}

variable "zones" {
  description = "Availability zones of the load balancer and the tasks: two or more of the network's."
  type        = list(string)

  validation {
    condition     = length(distinct(var.zones)) >= 2
    error_message = "zones must name two zones or more: a load balancer needs them."
  }

  validation {
    condition     = alltrue([for zone in var.zones : contains(keys(var.network.subnets), zone)])
    error_message = "Every zone must be one of the network's."
  }
}
