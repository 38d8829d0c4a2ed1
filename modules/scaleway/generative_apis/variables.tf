variable "name" {
  description = "Name of the application and of its policy, unique in the organization."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}$", var.name))
    error_message = "name must be 1 to 64 letters, digits, _, . and -, and start with a letter or a digit."
  }
}

variable "network" {
  description = "Network the models are called from: a key of the application is then worth nothing elsewhere. Null: from anywhere."
  type = object({
    cidr               = string
    nat_address        = string
    private_network_id = string
    vpc_id             = string
    zones              = list(string)
  })
  default = null

  validation {
    condition     = var.network == null ? true : var.network.nat_address != null
    error_message = "network must have a way out (nat = true): Generative APIs have a public address."
  }
}

variable "place" {
  description = "Project that pays for the calls, and its organization."
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

variable "tags" {
  description = "Tags of the application and its policy."
  type        = map(string)
  default     = {}
}
