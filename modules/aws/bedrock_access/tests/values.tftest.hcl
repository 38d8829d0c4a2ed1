mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}", minified_json = "{}" }
  }
}

variables {
  name  = "support"
  place = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  grants = {
    titan = {
      description           = "Titan"
      foundation_model_arns = ["arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0"]
    }
  }
}

run "a_model_without_a_profile_is_called_in_its_own_region_only" {
  command = plan

  assert {
    condition     = output.invocable_arns == toset(["arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0"])
    error_message = "Only the granted model may be invoked."
  }

  assert {
    condition     = length([for s in data.aws_iam_policy_document.this.statement : s if s.effect == "Deny"]) == 2
    error_message = "Global profiles must be denied where none is granted."
  }
}

run "a_global_profile_is_denied_unless_it_is_granted" {
  command = plan

  variables {
    grants = {
      claude = {
        description           = "Claude, anywhere"
        inference_profile_arn = "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/global.anthropic.claude-sonnet-4-6"
        foundation_model_arns = ["arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-6"]
      }
    }
  }

  assert {
    condition     = length([for s in data.aws_iam_policy_document.this.statement : s if s.effect == "Deny"]) == 0
    error_message = "A grant of a global profile must not be denied by the same policy."
  }
}

run "a_wildcard_in_a_model_is_refused" {
  command         = plan
  expect_failures = [var.grants]

  variables {
    grants = {
      any = {
        description           = "Any model"
        foundation_model_arns = ["arn:aws:bedrock:eu-central-1::foundation-model/*"]
      }
    }
  }
}

run "a_wildcard_in_a_region_is_refused" {
  command         = plan
  expect_failures = [var.grants]

  variables {
    grants = {
      any = {
        description           = "Any region"
        foundation_model_arns = ["arn:aws:bedrock:*::foundation-model/amazon.titan-embed-text-v2:0"]
      }
    }
  }
}

run "two_regions_without_a_profile_are_refused" {
  command         = plan
  expect_failures = [var.grants]

  variables {
    grants = {
      titan = {
        description = "Titan twice"
        foundation_model_arns = [
          "arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0",
          "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0",
        ]
      }
    }
  }
}

run "a_model_of_another_partition_is_refused" {
  command         = plan
  expect_failures = [var.grants]

  variables {
    grants = {
      titan = {
        description           = "Titan, in another cloud of AWS"
        foundation_model_arns = ["arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.titan-embed-text-v2:0"]
      }
    }
  }
}
