variable "force_destroy" {
  description = "Whether the account can be deleted in Azure while something lies in it. Terraform always can."
  type        = bool
  default     = false
}

variable "key" {
  description = "The key of the module key: it encrypts the objects."
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

variable "name" {
  description = "Name of the bucket. The account's name begins with it and ends in a digest."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 63 lower-case letters, digits and hyphens."
  }
}

variable "network" {
  description = "Network that the objects are reached from, with the private service storage. Without one nobody reaches them until somebody makes an endpoint."
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
  default = null

  validation {
    condition     = var.network == null ? true : contains(keys(var.network.private_dns_zone_ids), "storage")
    error_message = "network must have storage among its private_services: without the zone its name leads to the public address, which is closed."
  }
}

variable "place" {
  description = "Where the account stands: the place of the module foundation."
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

variable "retention_days" {
  description = "Days an object is kept after it was last written. A day later Azure also drops what is left to restore."
  type        = number

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 99999 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number from 1: a lifecycle counts in days. What may not be kept at all has no place in a bucket."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}
