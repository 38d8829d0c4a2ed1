variable "cidr" {
  description = "IPv4 range of the network. Nodes get the first half of it, gateways the next quarter, private endpoints the next sixteenth."
  type        = string
  default     = "10.40.0.0/16"

  validation {
    condition     = can(cidrsubnet(var.cidr, 7, 0)) && can(regex("^(10|172[.](1[6-9]|2[0-9]|3[01])|192[.]168)[.].*/(1[6-9]|20)$", var.cidr))
    error_message = "cidr must be a private IPv4 range between /16 and /20, for example 10.40.0.0/16: below /20 few gateways have room."
  }
}

variable "key" {
  description = "The key of the module key: it encrypts the flow log, and its vault gets a private endpoint."
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
  description = "Days the raw flow log is kept. What is aggregated from it stays in the workspace for as long as that keeps things."
  type        = number
  default     = 365

  validation {
    condition     = var.log_retention_days >= 1 && var.log_retention_days <= 365 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be whole days between 1 and 365: Network Watcher offers no other term."
  }
}

variable "name" {
  description = "Name of the network; everything in it is named after it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 40 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "nat" {
  description = "Whether nodes and gateways reach the internet, through one NAT gateway with one address."
  type        = bool
  default     = false
}

variable "place" {
  description = "Where the network stands: the place of the module foundation."
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

variable "private_services" {
  description = "Short names of the services to reach without leaving the network: azure-openai, foundry, key-vault, storage."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for service in var.private_services : contains(["azure-openai", "foundry", "key-vault", "storage"], service)])
    error_message = "private_services holds azure-openai, foundry, key-vault and storage, the services this module has the zones of."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}

variable "zones" {
  description = "Availability zones that gateways and nodes use, of \"1\", \"2\" and \"3\"; none in a region that has none."
  type        = list(string)

  validation {
    condition     = alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)]) && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones holds \"1\", \"2\" or \"3\", each once: Azure numbers the zones of every region so."
  }
}
