variable "accelerator" {
  description = "GPU of each node: its name, and how many a node has."
  type = object({
    count = number
    name  = string
  })

  validation {
    condition     = contains(["A100-40GB", "A100-80GB", "H100", "L4"], var.accelerator.name)
    error_message = "accelerator.name must be L4 (g2), A100-40GB (a2-highgpu, a2-megagpu), A100-80GB (a2-ultragpu) or H100 (a3)."
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

  validation {
    condition     = alltrue([for name in keys(var.client_ranges) : can(regex("^[a-z0-9]([a-z0-9-]{0,26}[a-z0-9])?$", name))])
    error_message = "Names of clients are 1 to 28 lower-case letters, digits and hyphens: a firewall rule is named after each."
  }
}

variable "clients" {
  description = "Who may call the pool, by name: outputs caller of the module gateway, each with a description of the rule."
  type = map(object({
    caller = object({
      cidr            = string
      service_account = string
    })
    description = string
  }))
  default = {}

  validation {
    condition     = alltrue([for name in keys(var.clients) : can(regex("^[a-z0-9]([a-z0-9-]{0,26}[a-z0-9])?$", name))])
    error_message = "Names of clients are 1 to 28 lower-case letters, digits and hyphens: a firewall rule is named after each."
  }
}

variable "cluster" {
  description = "Cluster of the pool: the output cluster of the module gpu_cluster."
  type = object({
    id       = string
    location = string
    name     = string
    node_tag = string
  })
}

variable "disk_gib" {
  description = "GiB of a node's boot disk. Images and weights lie on it where the machine has no disks of its own: g2 and a2-highgpu."
  type        = number
  default     = 200

  validation {
    condition     = var.disk_gib >= 50 && var.disk_gib <= 65536 && floor(var.disk_gib) == var.disk_gib
    error_message = "disk_gib must be whole GiB between 50, which the image with its driver needs, and 65536."
  }
}

variable "key" {
  description = "Customer key that encrypts the boot disks, in the region of place. Made with node_volumes."
  type        = string

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.key))
    error_message = "key must be the id of a key, as the module key gives it: projects/<project>/locations/<region>/keyRings/<ring>/cryptoKeys/<key>."
  }

  validation {
    condition     = try(split("/", var.key)[3], "") == var.place.region
    error_message = "key must lie in the region of place: services of Google take no key of another."
  }
}

variable "machine" {
  description = "Machine type of the nodes."
  type        = string

  validation {
    condition     = contains(keys(local._machines), var.machine)
    error_message = "machine must be a size of g2-standard, a2-highgpu, a2-megagpu, a2-ultragpu, a3-highgpu or a3-megagpu, for example g2-standard-12 or a3-highgpu-8g."
  }

  validation {
    condition     = try(local._machines[var.machine].gpu, var.accelerator.name) == var.accelerator.name && try(local._machines[var.machine].gpus, var.accelerator.count) == var.accelerator.count
    error_message = "machine and accelerator disagree: a machine of Google comes with its GPUs, of one kind and number."
  }
}

variable "name" {
  description = "Name of the pool, free in the project: its address and its service account are named so."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,24}[a-z0-9]$", var.name)) && var.name != "system"
    error_message = "name must be 2 to 26 lower-case letters, digits and hyphens, start with a letter, not end with a hyphen, and not be system, which each cluster has."
  }
}

variable "network" {
  description = "Where it stands: the output network of the module network."
  type = object({
    cidr            = string
    firewall_policy = string
    gateways = object({
      cidr       = string
      subnetwork = string
    })
    id   = string
    name = string
    nat  = bool
    nodes = object({
      cidr           = string
      pods_cidr      = string
      pods_range     = string
      services_cidr  = string
      services_range = string
      subnetwork     = string
    })
    zones = list(string)
  })
}

variable "nodes" {
  description = "The least and the most nodes of the pool, in all zones together. It starts with the least."
  type = object({
    max = number
    min = number
  })

  validation {
    condition     = var.nodes.min >= 0 && var.nodes.max >= 1 && var.nodes.max >= var.nodes.min
    error_message = "nodes needs 0 <= min <= max and max >= 1."
  }

  validation {
    condition     = var.nodes.min == 0 || !contains(["flex_start", "queued"], var.purchase.kind)
    error_message = "nodes.min must be 0 for flex_start and queued: nobody can hold a machine that ends with its week."
  }
}

variable "place" {
  description = "Where it stands: the output of the module foundation."
  type = object({
    billing_account = string
    project         = string
    project_number  = string
    region          = string
  })

  validation {
    condition     = can(regex("^[a-z]+(-[a-z]+)+[0-9]+$", var.place.region)) && can(regex("^[0-9]+$", var.place.project_number))
    error_message = "place must be the output of the module foundation: a region such as europe-west3, and the project's number."
  }
}

variable "purchase" {
  description = "How the machines are bought: on_demand, spot, capacity_reservation with the reservation's name, flex_start or queued."
  type = object({
    kind           = string
    reservation_id = optional(string)
  })
  default = { kind = "on_demand" }

  validation {
    condition     = contains(["capacity_reservation", "flex_start", "on_demand", "queued", "spot"], var.purchase.kind)
    error_message = "purchase.kind must be on_demand, spot, capacity_reservation, flex_start or queued: capacity blocks are sold by AWS."
  }

  validation {
    condition     = (var.purchase.kind == "capacity_reservation") == (var.purchase.reservation_id != null)
    error_message = "purchase.reservation_id belongs to capacity_reservation, which needs it, and to no other kind."
  }

  validation {
    condition     = can(regex("^(projects/[^/]+/reservations/)?[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", coalesce(var.purchase.reservation_id, "none")))
    error_message = "purchase.reservation_id must be the name of a reservation; of one that another project shares, projects/<project>/reservations/<name>."
  }

  validation {
    condition     = !contains(local._short_lived_machines, var.machine) || contains(["flex_start", "queued", "spot"], var.purchase.kind)
    error_message = "Google sells a3-highgpu-1g, -2g and -4g as spot, flex_start and queued only: take a3-highgpu-8g to have a machine for good."
  }
}

variable "schedule" {
  description = "When the pool runs. Null, always, is all there is: GKE has no timetable for the nodes of a pool."
  type = object({
    end      = string
    outside  = optional(number, 0)
    start    = string
    timezone = optional(string, "Etc/UTC")
  })
  default = null

  validation {
    condition     = var.schedule == null
    error_message = "schedule must be null: the node pools of GKE have no timetable. With nodes.min 0 the autoscaler takes nodes away that no pod needs."
  }
}

variable "serving" {
  description = "How the models are reached: a private address of the network's nodes, the path that says they are well, and the port they listen on in their pods."
  type = object({
    address     = optional(string)
    health_path = string
    port        = number
  })

  validation {
    condition     = var.serving.address != null
    error_message = "serving.address must name the address that the pool is reached at: a gateway knows it before the first pod runs."
  }

  validation {
    condition     = var.serving.address == null ? true : try(cidrsubnet("${var.serving.address}/${split("/", var.network.nodes.cidr)[1]}", 0, 0), "") == var.network.nodes.cidr
    error_message = "serving.address must lie in the range of the network's nodes, the first quarter of the network: load balancers of GKE take no other."
  }

  validation {
    condition     = var.serving.address == null ? true : !contains([for position in [0, 1, -2, -1] : try(cidrhost(var.network.nodes.cidr, position), "")], var.serving.address)
    error_message = "serving.address must not be one of the first or last two of its range: Google keeps them."
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
  description = "Tags of every resource that can carry labels: made lower-case, and cut to 63 characters that labels take."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : can(regex("^[A-Za-z]", key))])
    error_message = "Keys of tags start with a letter: labels take no other."
  }
}

variable "zones" {
  description = "Zones of the nodes, only such as offer the machine; of a reservation, only its own. Empty: those of the cluster."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^${var.place.region}-[a-z]$", zone))]) && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones must be different ones of the region of place, for example europe-west3-a in europe-west3."
  }

  validation {
    condition     = var.purchase.kind != "capacity_reservation" || length(var.zones) == 1
    error_message = "A reservation lies in one zone: give the pool that zone."
  }
}
