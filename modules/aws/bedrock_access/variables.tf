variable "create_policy" {
  description = "Whether to make a managed policy, to attach to the role of an application that calls Bedrock itself."
  type        = bool
  default     = false
}

variable "grants" {
  description = "Models by name of the grant, with a description for who reads the root. With a profile: its ARN, and those of the model in the source and every destination region. Without: the ARN of the model in its one region."
  type = map(object({
    description           = string
    foundation_model_arns = list(string)
    inference_profile_arn = optional(string)
  }))

  validation {
    condition     = length(var.grants) > 0
    error_message = "grants must hold at least one model: a policy that only denies grants nothing."
  }

  validation {
    condition     = alltrue([for name in keys(var.grants) : can(regex("^[A-Za-z][A-Za-z0-9_-]*$", name))]) && length(distinct([for name in keys(var.grants) : title(replace(name, "/[^A-Za-z0-9]/", ""))])) == length(var.grants)
    error_message = "Names of grants are letters, digits, - and _, start with a letter, and differ without - and _, which IAM statement ids cannot hold."
  }

  validation {
    condition = alltrue(flatten([
      for grant in values(var.grants) : [
        for arn in grant.foundation_model_arns : can(regex("^arn:aws[a-z-]*:bedrock:[a-z0-9-]*::foundation-model/[^*?]+$", arn))
      ]
    ]))
    error_message = "foundation_model_arns holds exact ARNs, as arn:aws:bedrock:eu-central-1::foundation-model/<model>: a wildcard grants more than was proven."
  }

  validation {
    condition = alltrue([
      for grant in values(var.grants) :
      grant.inference_profile_arn == null || can(regex("^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:[0-9]{12}:(application-)?inference-profile/[^*?]+$", grant.inference_profile_arn))
    ])
    error_message = "inference_profile_arn must be the exact ARN of a profile in the account, as arn:aws:bedrock:eu-central-1:<account>:inference-profile/eu.<model>."
  }

  validation {
    condition = alltrue([
      for grant in values(var.grants) :
      grant.inference_profile_arn == null ? length(grant.foundation_model_arns) == 1 : length(grant.foundation_model_arns) > 0
    ])
    error_message = "Without a profile a grant holds exactly one model in one region; with one, at least the model in the source region."
  }

  validation {
    condition = alltrue(flatten([
      for grant in values(var.grants) : [
        for arn in compact(concat(grant.foundation_model_arns, [grant.inference_profile_arn])) :
        startswith(arn, "arn:${var.place.partition}:")
      ]
    ]))
    error_message = "Every ARN of a grant must lie in the partition of place."
  }
}

variable "name" {
  description = "Name of the managed policy, unique in the account."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,128}$", var.name))
    error_message = "name must be up to 128 letters, digits and +=,.@_-."
  }
}

variable "place" {
  description = "Account, partition and region that the policy is made in: those the provider is configured for."
  type = object({
    account_id = string
    partition  = string
    region     = string
  })

  validation {
    condition     = can(regex("^[0-9]{12}$", var.place.account_id))
    error_message = "place.account_id must be the 12 digits of an AWS account."
  }

  validation {
    condition     = can(regex("^aws(-[a-z-]+)?$", var.place.partition))
    error_message = "place.partition must be the name of an AWS partition: aws, aws-eusc, aws-us-gov or aws-cn."
  }

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", var.place.region))
    error_message = "place.region must be the code of an AWS region, for example eu-central-1."
  }
}

variable "tags" {
  description = "Tags of the managed policy."
  type        = map(string)
  default     = {}
}
