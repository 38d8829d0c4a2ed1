mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name           = "support-answers"
  kms_key_arn    = "arn:aws:kms:eu-central-1:123456789012:key/1"
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
