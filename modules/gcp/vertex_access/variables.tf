variable "access_policy" {
  description = "Number of the organisation's access policy. With it the module puts the project's Vertex AI into a perimeter of VPC Service Controls."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^[0-9]+$", coalesce(var.access_policy, "0")))
    error_message = "access_policy must be the number of an access policy: gcloud access-context-manager policies list."
  }
}

variable "grants" {
  description = "Models by name of the grant: publisher and model as Model Garden names them, the location they were proven in, and a description for who reads the root."
  type = map(object({
    description = string
    location    = string
    model       = string
    publisher   = string
  }))

  validation {
    condition     = length(var.grants) > 0
    error_message = "grants must hold at least one model."
  }

  validation {
    condition     = alltrue([for grant in values(var.grants) : can(regex("^[a-z0-9][a-z0-9-]*$", grant.publisher)) && can(regex("^[a-z0-9][a-zA-Z0-9._-]*$", grant.model))])
    error_message = "publisher and model are exact names, such as google and gemini-2.5-flash, without a version after an @ and without wildcards: those grant more than was proven."
  }

  validation {
    condition     = alltrue([for grant in values(var.grants) : can(regex("^(global|[a-z]+(-[a-z]+)+[0-9]+)$", grant.location))])
    error_message = "location must be a region such as europe-west3, or global."
  }
}

variable "name" {
  description = "Name of the custom role, free in the project; hyphens become underscores."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9_-]{2,48}$", var.name))
    error_message = "name must be 3 to 49 letters, digits, - and _, and start with a letter."
  }
}

variable "organization_policies" {
  description = "Whether to set organisation policies on the project: no models but those granted, and no global endpoint unless one is granted. Takes a role of the organisation, and holds for everybody in the project."
  type        = bool
  default     = false
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

variable "tags" {
  description = "Taken as by every module. What this one makes carries no labels."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : can(regex("^[A-Za-z]", key))])
    error_message = "Keys of tags start with a letter: labels take no other."
  }
}
