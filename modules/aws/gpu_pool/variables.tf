variable "accelerator" {
  description = "GPU of each node: its name as NVIDIA sells it, and how many a node has."
  type = object({
    count = number
    name  = string
  })

  validation {
    condition     = contains(["H100", "H200", "L4", "L40S"], var.accelerator.name)
    error_message = "accelerator.name must be L4 (g6), L40S (g6e), H100 (p5) or H200 (p5e, p5en)."
  }

  validation {
    condition     = contains([1, 4, 8], var.accelerator.count)
    error_message = "accelerator.count must be 1, 4 or 8: AWS sells no other number of these GPUs in a machine."
  }
}

variable "client_ranges" {
  description = "Callers from networks that are linked to this one, by name: outputs ranges of the module gateway, each with a description of the rule."
  type = map(object({
    description = string
    ranges      = list(string)
  }))
  default = {}

  validation {
    condition     = alltrue([for client in values(var.client_ranges) : alltrue([for range in client.ranges : can(cidrnetmask(range))])])
    error_message = "client_ranges holds IPv4 ranges, for example 10.40.0.0/20."
  }
}

variable "clients" {
  description = "Who may call the pool, by name: the caller of the module gateway, and words for the security group's rule."
  type = map(object({
    caller      = string
    description = string
  }))
  default = {}

  validation {
    condition     = alltrue([for client in values(var.clients) : can(regex("^[a-zA-Z0-9 ._:/()#,@\\[\\]+=&;{}!$*-]{1,255}$", client.description))])
    error_message = "clients: a description is 1 to 255 of the characters security group rules allow: letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*"
  }
}

variable "cluster" {
  description = "EKS cluster of the pool: the cluster of the module gpu_cluster."
  type = object({
    name              = string
    node_role_arn     = string
    security_group_id = string
    version           = string
  })
}

variable "disk_gib" {
  description = "GiB of a node's root volume. Images and weights do not lie on it, but on the machine's own disks."
  type        = number
  default     = 200

  validation {
    condition     = var.disk_gib >= 30 && var.disk_gib <= 16384 && floor(var.disk_gib) == var.disk_gib
    error_message = "disk_gib must be whole GiB between 30, which the image with its driver needs, and 16384."
  }
}

variable "key" {
  description = "Customer key that encrypts the root volumes. Its policy must let EC2 Auto Scaling use it."
  type        = string

  validation {
    condition     = can(regex("^arn:${var.place.partition}:kms:${var.place.region}:[0-9]{12}:key/", var.key))
    error_message = "key must be the ARN of a key in the region, not of an alias: arn:aws:kms:<region>:<account>:key/<id>."
  }
}

variable "machine" {
  description = "EC2 instance type of the nodes."
  type        = string

  validation {
    condition     = can(regex("^(g6e?\\.(|2|4|8|12|16|24|48)xlarge|p5\\.(4|48)xlarge|p5en?\\.48xlarge)$", var.machine))
    error_message = "machine must be a size of g6, g6e, p5, p5e or p5en, for example g6.12xlarge, p5.4xlarge or p5.48xlarge."
  }

  validation {
    condition     = lookup({ g6 = "L4", g6e = "L40S", p5 = "H100", p5e = "H200", p5en = "H200" }, split(".", var.machine)[0], "") == var.accelerator.name
    error_message = "machine and accelerator disagree: g6 has the L4, g6e the L40S, p5 the H100, p5e and p5en the H200."
  }
}

variable "name" {
  description = "Name of the pool, unique in account and region: its load balancer is named so."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,24}[a-z0-9]$", var.name)) && !startswith(var.name, "internal-")
    error_message = "name must be 2 to 26 lower-case letters, digits and hyphens, start with a letter, not end with a hyphen, and not start with internal-: load balancers allow no more."
  }
}

variable "network" {
  description = "Where the pool stands: the network of the module network."
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

variable "nodes" {
  description = "The least and the most nodes of the pool. It starts with the least."
  type = object({
    max = number
    min = number
  })

  validation {
    condition     = var.nodes.min >= 0 && var.nodes.max >= 1 && var.nodes.max >= var.nodes.min
    error_message = "nodes needs 0 <= min <= max and max >= 1."
  }
}

variable "place" {
  description = "Account, partition and region of the pool: those the provider is configured for."
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

variable "purchase" {
  description = "How the machines are bought: on_demand, spot, capacity_reservation or capacity_block; the last two with the reservation's id."
  type = object({
    kind           = string
    reservation_id = optional(string)
  })
  default = { kind = "on_demand" }

  validation {
    condition     = contains(["capacity_block", "capacity_reservation", "on_demand", "spot"], var.purchase.kind)
    error_message = "purchase.kind must be on_demand, spot, capacity_reservation or capacity_block."
  }

  validation {
    condition     = startswith(var.purchase.kind, "capacity_") == (var.purchase.reservation_id != null)
    error_message = "purchase.reservation_id belongs to capacity_reservation and capacity_block, which need it, and to no other kind."
  }

  validation {
    condition     = can(regex("^cr-[0-9a-f]{8,}$", coalesce(var.purchase.reservation_id, "cr-00000000")))
    error_message = "purchase.reservation_id must be the id of a capacity reservation: cr-…"
  }

  validation {
    condition     = var.purchase.kind != "capacity_block" || startswith(var.machine, "p5")
    error_message = "AWS sells capacity blocks of p5, p5e and p5en, not of g6 and g6e."
  }
}

variable "schedule" {
  description = "When the pool runs: the recurrences (cron, five fields) at which it is scaled to nodes and down to outside, and the time zone of both. Null: always."
  type = object({
    end      = string
    outside  = optional(number, 0)
    start    = string
    timezone = optional(string, "Etc/UTC")
  })
  default = null

  validation {
    condition     = var.schedule == null ? true : alltrue([for cron in [var.schedule.start, var.schedule.end] : length(split(" ", cron)) == 5])
    error_message = "schedule.start and schedule.end must be recurrences of five fields, for example 0 7 * * 1-5."
  }

  validation {
    condition     = var.schedule == null ? true : var.schedule.outside >= 0 && var.schedule.outside <= var.nodes.min
    error_message = "schedule.outside must lie between 0 and nodes.min."
  }

  validation {
    condition     = var.schedule == null ? true : !startswith(var.purchase.kind, "capacity_")
    error_message = "A reservation is paid for whether used or not, and a block ends by itself: give the pool no schedule."
  }
}

variable "serving" {
  description = "How the models are reached: the node port that the pods share, and the path that says they are well. AWS gives the load balancer its address: none is taken."
  type = object({
    address     = optional(string)
    health_path = string
    port        = number
  })

  validation {
    condition     = var.serving.address == null
    error_message = "serving.address must be left out: AWS gives the load balancer its addresses, and url names it."
  }

  validation {
    condition     = startswith(var.serving.health_path, "/")
    error_message = "serving.health_path must start with a slash, for example /health."
  }

  validation {
    condition     = var.serving.port >= 30000 && var.serving.port <= 32767
    error_message = "serving.port must lie between 30000 and 32767: Kubernetes gives services no other."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}

variable "zones" {
  description = "Availability zones of the nodes, only such as offer the machine; of a reservation, only its zone."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 1
    error_message = "zones must name at least one zone."
  }

  validation {
    condition     = !startswith(var.purchase.kind, "capacity_") || length(var.zones) == 1
    error_message = "A reservation lies in one zone: give the pool that zone alone."
  }

  validation {
    condition     = alltrue([for zone in var.zones : contains(keys(var.network.subnets), zone)])
    error_message = "Every zone must be one of the network's."
  }
}
