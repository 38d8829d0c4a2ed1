variable "administrators" {
  description = "Principals of IAM that administer the cluster, and no other. Whoever has the role in the project does, too."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for member in var.administrators : can(regex("^(group|serviceAccount|user):[^@\\s]+@[^@\\s]+$|^principal(Set)?://", member))])
    error_message = "administrators holds principals as IAM names them, for example group:platform@example.com."
  }
}

variable "key" {
  description = "Customer key that encrypts Kubernetes secrets, logs and disks, in the region of place. Made with node_volumes."
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

variable "log_retention_days" {
  description = "Days the log of the control plane and of system components is kept."
  type        = number
  default     = 30

  validation {
    condition     = var.log_retention_days >= 1 && var.log_retention_days <= 3650 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be whole days from 1 to 3650: Cloud Logging offers no other."
  }
}

variable "name" {
  description = "Name of the cluster, free in the project; what belongs to it is named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 40 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen: GKE takes no more."
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

variable "system_nodes" {
  description = "Nodes without a GPU, for DNS and controllers: their x86 machine, the least and the most of them in all zones together."
  type = object({
    machine = string
    max     = number
    min     = number
  })
  default = { machine = "e2-standard-2", max = 3, min = 2 }

  validation {
    condition     = can(regex("^(c3|c3d|e2|n1|n2|n2d)-(standard|highmem|highcpu)-[0-9]+$", var.system_nodes.machine))
    error_message = "system_nodes.machine must be an x86 machine of e2, n1, n2, n2d, c3 or c3d, such as e2-standard-2: others have a GPU, another architecture, or take no balanced persistent disk."
  }

  validation {
    condition     = var.system_nodes.min >= 1 && var.system_nodes.max >= var.system_nodes.min
    error_message = "system_nodes needs 1 <= min <= max: without a node there is no DNS."
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
