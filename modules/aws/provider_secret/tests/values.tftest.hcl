mock_provider "aws" {}

variables {
  description = "Key of the Mistral API"
  key         = "arn:aws:kms:eu-central-1:123456789012:key/1"
  name        = "support/mistral"
  place       = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
}

run "the_secret_lies_under_the_key_that_is_given" {
  command = plan

  assert {
    condition     = aws_secretsmanager_secret.this.kms_key_id == "arn:aws:kms:eu-central-1:123456789012:key/1" && aws_secretsmanager_secret.this.recovery_window_in_days == 30
    error_message = "The key must encrypt it, and a deleted secret be restorable."
  }
}

run "the_value_is_in_no_state" {
  command = plan

  variables {
    value = "sk-given"
  }

  assert {
    condition     = aws_secretsmanager_secret_version.this.secret_string_wo == null && aws_secretsmanager_secret_version.this.secret_string == null
    error_message = "A value that is only written must not be kept."
  }
}

run "an_operators_key_is_never_written_over" {
  command = plan

  assert {
    condition     = aws_secretsmanager_secret_version.this.version_stages == toset(["AWSCURRENT", "TERRAFORM"])
    error_message = "The second stage keeps a version that an operator's has followed."
  }
}

run "a_value_beside_a_generated_one_is_refused" {
  command         = plan
  expect_failures = [var.value]

  variables {
    generate = true
    value    = "sk-given"
  }
}

run "a_key_of_another_region_is_refused" {
  command         = plan
  expect_failures = [var.key]

  variables {
    key = "arn:aws:kms:us-east-1:123456789012:key/1"
  }
}

run "an_alias_of_a_key_is_refused" {
  command         = plan
  expect_failures = [var.key]

  variables {
    key = "arn:aws:kms:eu-central-1:123456789012:alias/support"
  }
}

run "a_window_that_secrets_manager_does_not_offer_is_refused" {
  command         = plan
  expect_failures = [var.recovery_window_days]

  variables {
    recovery_window_days = 3
  }
}
