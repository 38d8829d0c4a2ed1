variable "deployments" {
  description = "Models by name of the deployment, which is what callers ask for: model and version, Azure's name of the deployment type, and its capacity in thousands of tokens a minute or in provisioned throughput units."
  type = map(object({
    capacity        = number
    deployment_type = string
    model           = string
    publisher       = optional(string, "OpenAI")
    rai_policy      = optional(string, "Microsoft.DefaultV2")
    spillover       = optional(string)
    version         = string
  }))

  validation {
    condition     = length(var.deployments) > 0 && alltrue([for name in keys(var.deployments) : can(regex("^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9]$", name))])
    error_message = "deployments needs at least one, named by 2 to 64 letters, digits and _.-, starting and ending with a letter or digit."
  }

  validation {
    condition = alltrue([for deployment in values(var.deployments) : contains([
      "DataZoneProvisionedManaged", "DataZoneStandard",
      "GlobalProvisionedManaged", "GlobalStandard",
      "ProvisionedManaged", "Standard",
    ], deployment.deployment_type)])
    error_message = "deployment_type is Standard, DataZoneStandard, GlobalStandard, ProvisionedManaged, DataZoneProvisionedManaged or GlobalProvisionedManaged, spelled so."
  }

  validation {
    condition     = alltrue([for deployment in values(var.deployments) : deployment.capacity >= 1 && floor(deployment.capacity) == deployment.capacity])
    error_message = "capacity is a whole number from 1: thousands of tokens a minute, or provisioned throughput units."
  }

  validation {
    condition = alltrue([
      for deployment in values(var.deployments) :
      deployment.spillover == null ? true : endswith(deployment.deployment_type, "ProvisionedManaged") && contains([
        for name, other in var.deployments : name
        if endswith(other.deployment_type, "Standard") && other.model == deployment.model
      ], deployment.spillover)
    ])
    error_message = "spillover leads from a provisioned deployment to a standard one of the same model among deployments."
  }
}

variable "enforce_deployment_types" {
  description = "Whether a policy refuses deployments of other types than those of deployments. Whoever applies it needs the role Resource Policy Contributor on the subscription."
  type        = bool
  default     = true
}

variable "key" {
  description = "The key of the module key: it encrypts what the account keeps."
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

variable "kind" {
  description = "OpenAI, or AIServices for an account that serves models of other publishers too."
  type        = string
  default     = "OpenAI"

  validation {
    condition     = contains(["AIServices", "OpenAI"], var.kind)
    error_message = "kind must be OpenAI or AIServices."
  }

  validation {
    condition     = var.kind == "AIServices" || alltrue([for deployment in values(var.deployments) : deployment.publisher == "OpenAI"])
    error_message = "An account of kind OpenAI serves models of OpenAI only: make it AIServices."
  }
}

variable "name" {
  description = "Name of the account, unique in the world: it is called at <name>.openai.azure.com."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 40 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen."
  }
}

variable "network" {
  description = "Network that calls the account through a private endpoint, with the private service azure-openai, or foundry for the kind AIServices."
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
    condition     = var.network == null ? true : contains(keys(var.network.private_dns_zone_ids), var.kind == "AIServices" ? "foundry" : "azure-openai")
    error_message = "network must have the service of the account among its private_services: azure-openai, or foundry for the kind AIServices."
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

variable "public_callers" {
  description = "Public ranges that may call with a key, as those of a gateway outside Azure. With none the account has no keys and no public address."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for range in var.public_callers : can(cidrnetmask(range)) && !endswith(range, "/0") && !endswith(range, "/31")])
    error_message = "public_callers holds public IPv4 ranges, for example 203.0.113.7/32, and never everybody; the firewall takes no /31."
  }

  validation {
    condition     = length(var.public_callers) > 0 || var.network != null
    error_message = "Give network or public_callers: nobody could call the account otherwise."
  }
}

variable "tags" {
  description = "Tags of every resource that can carry them."
  type        = map(string)
  default     = {}
}
