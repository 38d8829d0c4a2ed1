mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name           = "support-answers"
  key            = "arn:aws:kms:eu-central-1:123456789012:key/1"
  place          = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  retention_days = 30
}

run "what_is_overwritten_goes_a_day_after_it" {
  command = plan

  assert {
    condition     = one(one(aws_s3_bucket_lifecycle_configuration.this.rule).expiration).days == 30 && one(one(aws_s3_bucket_lifecycle_configuration.this.rule).noncurrent_version_expiration).noncurrent_days == 1
    error_message = "No version may outlive the retention by more than a day."
  }
}

run "a_retention_of_nothing_is_refused" {
  command         = plan
  expect_failures = [var.retention_days]

  variables {
    retention_days = 0
  }
}

run "a_batch_role_for_any_model_is_refused" {
  command         = plan
  expect_failures = [var.batch_model_arns]

  variables {
    batch_role       = true
    batch_model_arns = ["arn:aws:bedrock:eu-central-1::foundation-model/*"]
  }
}

run "a_key_of_another_region_is_refused" {
  command         = plan
  expect_failures = [var.key]

  variables {
    key = "arn:aws:kms:eu-west-1:123456789012:key/1"
  }
}
