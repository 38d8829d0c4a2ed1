variable "accelerator" {
  description = "GPU of each node: its name as NVIDIA sells it, and how many a node has."
  type = object({
    count = number
    name  = string
  })

  validation {
    condition     = contains(["H100", "L4", "L40S"], var.accelerator.name)
    error_message = "accelerator.name must be L4, L40S or H100: Kapsule has no pools of others."
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
    condition     = length(var.client_ranges) == 0
    error_message = "client_ranges must be empty: no network of Scaleway is linked to another."
  }
}

variable "clients" {
  description = "Who may call the pool, by a name of yours: the output caller of each gateway. Without any, nobody."
  type = map(object({
    description = string
    caller = object({
      cidrs = list(string)
    })
  }))
  default = {}

  validation {
    condition     = alltrue(flatten([for client in values(var.clients) : [for cidr in client.caller.cidrs : can(cidrnetmask(cidr))]]))
    error_message = "clients: caller.cidrs holds IPv4 ranges, for example 10.40.0.7/32."
  }
}

variable "cluster" {
  description = "Kapsule cluster of the pool: the output cluster of the module gpu_cluster."
  type = object({
    id      = string
    name    = string
    version = string
  })
}

variable "disk_gib" {
  description = "GiB of a node's root volume, on Block Storage. Images lie on it; weights belong onto the scratch disks of machines that have some."
  type        = number
  default     = 200

  validation {
    condition     = var.disk_gib >= 50 && var.disk_gib <= 10000 && floor(var.disk_gib) == var.disk_gib
    error_message = "disk_gib must be whole GiB between 50, which NVIDIA's driver and one image need, and 10000."
  }
}

variable "key" {
  description = "Key of the topology. Block Storage takes no key of a customer."
  type = object({
    id     = string
    key_id = string
    region = string
  })
}

variable "machine" {
  description = "Type of the nodes' machines."
  type        = string

  validation {
    condition     = can(regex("^(L4-[1248]-24G|L40S-[1248]-48G|H100-[12]-80G|H100-SXM-[248]-80G)$", var.machine))
    error_message = "machine must be L4-n-24G or L40S-n-48G with 1, 2, 4 or 8 GPUs, H100-n-80G with 1 or 2, or H100-SXM-n-80G with 2, 4 or 8."
  }

  validation {
    condition     = split("-", var.machine)[0] == var.accelerator.name && try(tonumber(regex("^[A-Z0-9]+-(?:SXM-)?([0-9]+)-", var.machine)[0]), 0) == var.accelerator.count
    error_message = "machine and accelerator disagree: the name of a machine says its GPU first, and then how many it has."
  }
}

variable "name" {
  description = "Name of the pool, unique in the cluster."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 40 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen: with its zone it is a part of the nodes' names."
  }
}

variable "network" {
  description = "Network of the cluster: the output of the module network."
  type = object({
    cidr               = string
    nat_address        = string
    private_network_id = string
    vpc_id             = string
    zones              = list(string)
  })
}

variable "nodes" {
  description = "The least and the most nodes of the pool, over all its zones. It starts with the least."
  type = object({
    max = number
    min = number
  })

  validation {
    condition     = var.nodes.min >= 0 && var.nodes.max >= 1 && var.nodes.max >= var.nodes.min
    error_message = "nodes needs 0 <= min <= max and max >= 1."
  }

  validation {
    condition     = var.nodes.max >= length(var.zones)
    error_message = "nodes.max must be no less than the number of zones: each has a pool of its own, which is allowed one node at least."
  }
}

variable "place" {
  description = "Project and region of the pool."
  type = object({
    project_id      = string
    organization_id = string
    region          = string
  })

  validation {
    condition     = contains(["fr-par", "it-mil", "nl-ams", "pl-waw"], var.place.region)
    error_message = "place.region must be fr-par, it-mil, nl-ams or pl-waw."
  }
}

variable "purchase" {
  description = "How the machines are bought: on_demand, which is all that Kapsule sells."
  type = object({
    kind           = string
    reservation_id = optional(string)
  })
  default = { kind = "on_demand" }

  validation {
    condition     = var.purchase.kind == "on_demand" && var.purchase.reservation_id == null
    error_message = "purchase.kind must be on_demand, without a reservation: Kapsule sells neither spot machines nor reserved ones."
  }
}

variable "schedule" {
  description = "When the pool runs. The node pools of Kapsule have no timetable: it must be null."
  type = object({
    end      = string
    outside  = optional(number, 0)
    start    = string
    timezone = optional(string, "Etc/UTC")
  })
  default = null

  validation {
    condition     = var.schedule == null
    error_message = "schedule must be null: the node pools of Kapsule have no timetable. With nodes.min = 0 the autoscaler gives nodes back that no pod needs."
  }
}

variable "serving" {
  description = "How the models are reached: the private address of the pool's load balancer (null: one that the network picks and reserves), the path that says they are well, and the port the model server answers on in its pod."
  type = object({
    address     = optional(string)
    health_path = string
    port        = number
  })

  validation {
    condition     = var.serving.address == null ? true : try(cidrhost("${var.serving.address}/${split("/", var.network.cidr)[1]}", 0) == cidrhost(var.network.cidr, 0), false)
    error_message = "serving.address must be an IPv4 address of the network's range."
  }

  validation {
    condition     = var.serving.address == null ? true : try(!contains([for host in [0, 1, -2, -1] : cidrhost(var.network.cidr, host)], var.serving.address), false)
    error_message = "serving.address must not be one of the first two or the last two addresses of the range: the network keeps those."
  }

  validation {
    condition     = startswith(var.serving.health_path, "/")
    error_message = "serving.health_path must start with a slash, for example /health."
  }

  validation {
    condition     = var.serving.port >= 1 && var.serving.port <= 65535
    error_message = "serving.port must be a TCP port: 1 to 65535."
  }
}

variable "tags" {
  description = "Tags of everything of the pool. Kapsule makes a label k8s.scaleway.com/<name> of each on the nodes."
  type        = map(string)
  default     = {}
}

variable "zones" {
  description = "Zones of the pool, only those that offer the machine. The first is where its load balancer stands."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 1 && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones must name at least one zone, and none twice."
  }

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^${var.place.region}-[1-3]$", zone))])
    error_message = "Every zone must be one of the region's, for example fr-par-2 in fr-par."
  }
}
