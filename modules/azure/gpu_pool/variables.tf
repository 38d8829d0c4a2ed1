variable "accelerator" {
  description = "GPU of each node: its name in the catalogue, and how many a node has."
  type = object({
    count = number
    name  = string
  })

  validation {
    condition     = contains(["A100-80GB", "H100", "H100-NVL", "H200"], var.accelerator.name)
    error_message = "accelerator.name must be A100-80GB, H100, H100-NVL or H200: Azure sells no L4 and no L40S."
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
  description = "Who may call the models, by a name of yours: the caller of the module gateway."
  type = map(object({
    caller      = object({ ranges = list(string) })
    description = string
  }))
  default = {}
}

variable "cluster" {
  description = "Cluster of the pool: the cluster of the module gpu_cluster."
  type = object({
    id                    = string
    identity_principal_id = string
    key_id                = string
  })
}

variable "disk_gib" {
  description = "GiB of a node's disk. Images and weights lie on it."
  type        = number
  default     = 200

  validation {
    condition     = var.disk_gib >= 64 && var.disk_gib <= 2048 && floor(var.disk_gib) == var.disk_gib
    error_message = "disk_gib must be whole GiB between 64, which the image with its driver needs, and 2048, the most AKS gives a node."
  }
}

variable "key" {
  description = "The key of the module key that the cluster was made with: AKS encrypts the disks of all its pools with one."
  type = object({
    disk_encryption_set_id = string
    id                     = string
    identity_client_id     = string
    identity_id            = string
    identity_principal_id  = string
    recovery_window_days   = number
    vault_id               = string
    vault_uri              = string
    version_id             = string
  })

  validation {
    condition     = var.key.id == var.cluster.key_id
    error_message = "key must be the cluster's: AKS encrypts the disks of all pools with it."
  }
}

variable "machine" {
  description = "Size of the nodes."
  type        = string

  validation {
    condition     = contains(keys(local._machines), var.machine)
    error_message = "machine must be a size with A100, H100 or H200 that serves models, for example Standard_NC40ads_H100_v5 or Standard_ND96isr_H100_v5."
  }

  validation {
    condition     = try(local._machines[var.machine].accelerator == var.accelerator.name && local._machines[var.machine].count == var.accelerator.count, true)
    error_message = "machine and accelerator disagree: ${try("${var.machine} has ${local._machines[var.machine].count} ${local._machines[var.machine].accelerator}", "")}."
  }
}

variable "name" {
  description = "Name of the pool, unique in the network. AKS gets it without hyphens, cut to 12 characters with a digest."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 40 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "network" {
  description = "Network of the cluster: the network of the module network."
  type = object({
    cidr           = string
    gateways_cidr  = string
    id             = string
    location       = string
    name           = string
    nat            = bool
    nat_gateway_id = string
    nodes = object({
      cidr                = string
      security_group_name = string
      subnet_id           = string
    })
    private_dns_zone_ids = map(list(string))
    private_endpoints = object({
      cidr      = string
      subnet_id = string
    })
    zones = list(string)
  })
}

variable "nodes" {
  description = "The least and the most nodes of the pool. It starts with the least."
  type = object({
    max = number
    min = number
  })

  validation {
    condition     = var.nodes.min >= 0 && var.nodes.max >= 1 && var.nodes.max >= var.nodes.min && var.nodes.max <= 1000
    error_message = "nodes needs 0 <= min <= max and 1 <= max <= 1000."
  }
}

variable "place" {
  description = "Where the pool stands: the place of the module foundation."
  type = object({
    deployer_ranges              = list(string)
    location                     = string
    log_analytics_workspace_guid = string
    log_analytics_workspace_id   = string
    resource_group               = string
    subscription_id              = string
    tenant_id                    = string
  })
}

variable "purchase" {
  description = "How the machines are bought: on_demand, spot, or capacity_reservation with the id of its group."
  type = object({
    kind           = string
    reservation_id = optional(string)
  })
  default = { kind = "on_demand" }

  validation {
    condition     = contains(["capacity_reservation", "on_demand", "spot"], var.purchase.kind)
    error_message = "purchase.kind must be on_demand, spot or capacity_reservation: Azure sells no blocks of capacity and has no queue for it."
  }

  validation {
    condition     = (var.purchase.kind == "capacity_reservation") == (var.purchase.reservation_id != null)
    error_message = "purchase.reservation_id belongs to capacity_reservation, which needs it, and to no other kind."
  }

  validation {
    condition     = var.purchase.reservation_id == null ? true : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Compute/capacityReservationGroups/[^/]+$", var.purchase.reservation_id))
    error_message = "purchase.reservation_id must be the id of a capacity reservation group: /subscriptions/…/capacityReservationGroups/<name>."
  }
}

variable "schedule" {
  description = "There for sameness: the node pools of AKS have no timetable. Must be null."
  type = object({
    end      = string
    outside  = optional(number, 0)
    start    = string
    timezone = optional(string, "Etc/UTC")
  })
  default = null

  validation {
    condition     = var.schedule == null
    error_message = "schedule must be null: the node pools of AKS have no timetable."
  }
}

variable "serving" {
  description = "How the models are reached: the static address of the pool's load balancer, of the nodes' range, and the path and port that the Service in the manifests asks the model server on."
  type = object({
    address     = optional(string)
    health_path = string
    port        = number
  })

  validation {
    condition     = var.serving.address != null
    error_message = "serving.address must be given: nothing in Azure chooses an address before the manifests are applied."
  }

  validation {
    condition     = try(cidrsubnet("${var.serving.address}/${split("/", var.network.nodes.cidr)[1]}", 0, 0) == cidrsubnet(var.network.nodes.cidr, 0, 0), var.serving.address == null)
    error_message = "serving.address must lie in ${var.network.nodes.cidr}, the range of the nodes: take one near its end, for nodes are numbered from its start."
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
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}

variable "zones" {
  description = "Zones of the nodes, only those that offer the machine; none in a region that has none."
  type        = list(string)

  validation {
    condition     = length(setsubtract(var.zones, var.network.zones)) == 0 && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones must be zones of the network, each once: ${join(", ", var.network.zones)}."
  }
}
