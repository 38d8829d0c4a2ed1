variable "administrators" {
  description = "Who administers the cluster: user:<id>, group:<id> or application:<id> of IAM."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for administrator in var.administrators : can(regex("^(application|group|user):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", administrator))])
    error_message = "administrators holds user:<id>, group:<id> or application:<id> with an id of IAM."
  }
}

variable "key" {
  description = "Key of the topology. Kapsule and Block Storage take no key of a customer."
  type = object({
    id     = string
    key_id = string
    region = string
  })
}

variable "log_retention_days" {
  description = "Days the log of the control plane is kept, in clouds that let one choose. Kapsule sends it to Cockpit, which keeps it for its own term."
  type        = number
  default     = 30

  validation {
    condition     = var.log_retention_days >= 1
    error_message = "log_retention_days must be at least 1."
  }
}

variable "name" {
  description = "Name of the cluster."
  type        = string

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$", var.name))
    error_message = "name must be 1 to 40 lower-case letters, digits and hyphens, start with a letter and end in a letter or digit."
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

variable "place" {
  description = "Project and region of the cluster."
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

variable "system_nodes" {
  description = "Nodes without a GPU, for DNS and controllers: their machine, and the least and the most of them over all zones."
  type = object({
    machine = string
    max     = number
    min     = number
  })
  default = { machine = "PRO2-XS", max = 4, min = 2 }

  validation {
    condition     = var.system_nodes.min >= 1 && var.system_nodes.max >= var.system_nodes.min
    error_message = "system_nodes needs 1 <= min <= max: a cluster without DNS serves nothing."
  }

  validation {
    condition     = can(regex("^[A-Z][A-Z0-9]*-[A-Z0-9-]+$", var.system_nodes.machine)) && !can(regex("^(DEV1-S|PLAY2-PICO|STARDUST1-S|H100-|L4-|L40S-|B300-)", var.system_nodes.machine))
    error_message = "system_nodes.machine must be a type of Instances without a GPU and with more than 2 GB of memory, for example PRO2-XS."
  }
}

variable "tags" {
  description = "Tags of everything of the cluster. Kapsule makes a label k8s.scaleway.com/<name> of each on the nodes."
  type        = map(string)
  default     = {}
}
