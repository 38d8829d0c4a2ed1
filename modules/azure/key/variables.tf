variable "deletion_window_days" {
  description = "Days in which a deleted key or secret of the vault, or the vault, can be restored. Nobody can shorten them later."
  type        = number
  default     = 30

  validation {
    condition     = var.deletion_window_days >= 7 && var.deletion_window_days <= 90 && floor(var.deletion_window_days) == var.deletion_window_days
    error_message = "deletion_window_days must be whole days between 7 and 90: Key Vault offers no other."
  }
}

variable "name" {
  description = "Name of what the key encrypts. The vault's name begins with it and ends in a digest."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,48}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 50 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "node_volumes" {
  description = "Whether the nodes of an AKS cluster encrypt their disks with the key."
  type        = bool
  default     = false
}

variable "place" {
  description = "Where the vault stands, and the public ranges it is administered from: the place of the module foundation."
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

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}
