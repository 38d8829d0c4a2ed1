variable "administrators" {
  description = "Object ids of the Entra groups that administer the cluster. Nobody else does, not even its creator."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.administrators : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "administrators holds object ids of Entra groups, as 00000000-0000-0000-0000-000000000000."
  }
}

variable "key" {
  description = "The key of the module key, made with node_volumes: it encrypts the disks of the nodes and of pods."
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
}

variable "log_retention_days" {
  description = "Days the control plane's log is kept in the workspace, in tables that all its clusters share."
  type        = number
  default     = 30

  validation {
    condition     = var.log_retention_days >= 4 && var.log_retention_days <= 730 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be whole days between 4 and 730: a table offers no other."
  }
}

variable "name" {
  description = "Name of the cluster; everything in it is named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,47}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 49 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "network" {
  description = "Network of the cluster, with nat: the network of the module network."
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

  validation {
    condition     = var.network.nat
    error_message = "network needs nat: nodes fetch what AKS and the models need over HTTPS."
  }
}

variable "place" {
  description = "Where the cluster stands: the place of the module foundation."
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

variable "system_nodes" {
  description = "Nodes without a GPU, for DNS and controllers: their x86 machine, the least and the most of them."
  type = object({
    machine = string
    max     = number
    min     = number
  })
  default = { machine = "Standard_D2s_v5", max = 3, min = 2 }

  validation {
    condition     = can(regex("^Standard_[DEF][0-9]+[a-z]*(_v[0-9]+)?$", var.system_nodes.machine)) && !can(regex("^Standard_[DEF][0-9]+[a-z]*p", var.system_nodes.machine)) && can(regex("^Standard_[DEF][0-9]+[a-z]*s", var.system_nodes.machine))
    error_message = "system_nodes.machine must be an x86 size of the D, E or F series with premium disks, such as Standard_D2s_v5: system nodes take no burstable and no Arm machines here."
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
