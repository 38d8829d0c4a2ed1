locals {
  _invoke = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]

  _through_profile = { for name, grant in var.grants : name => grant if grant.inference_profile_arn != null }
  _in_region       = { for name, grant in var.grants : name => grant if grant.inference_profile_arn == null }

  _global_profiles = [
    for grant in values(local._through_profile) : grant.inference_profile_arn
    if can(regex(":inference-profile/global\\.", grant.inference_profile_arn))
  ]
  _deny_global        = length(local._global_profiles) == 0
  _any_global_profile = "arn:${var.place.partition}:bedrock:*:*:inference-profile/global.*"
}

data "aws_iam_policy_document" "this" {
  dynamic "statement" {
    for_each = local._through_profile

    content {
      sid       = "Profile${title(replace(statement.key, "/[^A-Za-z0-9]/", ""))}"
      actions   = local._invoke
      resources = [statement.value.inference_profile_arn]
    }
  }

  # Bedrock checks the model in the region it picks: only the regions listed here, and only when
  # the request came through the profile.
  dynamic "statement" {
    for_each = local._through_profile

    content {
      sid       = "Models${title(replace(statement.key, "/[^A-Za-z0-9]/", ""))}"
      actions   = local._invoke
      resources = statement.value.foundation_model_arns

      condition {
        test     = "StringEquals"
        variable = "bedrock:InferenceProfileArn"
        values   = [statement.value.inference_profile_arn]
      }
    }
  }

  dynamic "statement" {
    for_each = local._in_region

    content {
      sid       = "InRegion${title(replace(statement.key, "/[^A-Za-z0-9]/", ""))}"
      actions   = local._invoke
      resources = statement.value.foundation_model_arns

      condition {
        test     = "Null"
        variable = "bedrock:InferenceProfileArn"
        values   = ["true"]
      }
    }
  }

  # Whatever another policy allows: no request enters a global profile …
  dynamic "statement" {
    for_each = local._deny_global ? [true] : []

    content {
      sid       = "DenyGlobalProfiles"
      effect    = "Deny"
      actions   = ["bedrock:InvokeModel*", "bedrock:CreateModelInvocationJob"]
      resources = [local._any_global_profile]
    }
  }

  # … and none is served by one, where the region is not settled.
  dynamic "statement" {
    for_each = local._deny_global ? [true] : []

    content {
      sid       = "DenyGlobalRouting"
      effect    = "Deny"
      actions   = ["bedrock:InvokeModel*", "bedrock:CreateModelInvocationJob"]
      resources = ["*"]

      condition {
        test     = "StringEquals"
        variable = "aws:RequestedRegion"
        values   = ["unspecified"]
      }

      condition {
        test     = "ArnLike"
        variable = "bedrock:InferenceProfileArn"
        values   = [local._any_global_profile]
      }
    }
  }
}

resource "aws_iam_policy" "this" {
  count       = var.create_policy ? 1 : 0
  name        = var.name
  description = "Invokes the Bedrock models of ${var.name}, where they were proven to run"
  policy      = data.aws_iam_policy_document.this.minified_json
  tags        = var.tags

  lifecycle {
    precondition {
      condition     = length(data.aws_iam_policy_document.this.minified_json) <= 6144
      error_message = "The policy has ${length(data.aws_iam_policy_document.this.minified_json)} characters, and IAM takes 6144: split the grants over two modules."
    }
  }
}
