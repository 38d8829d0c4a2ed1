mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name  = "support"
  place = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
}

run "the_key_is_rotated_and_can_be_brought_back" {
  command = plan

  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.this.deletion_window_in_days == 30
    error_message = "A key must be rotated, and a deleted one restorable for as long as KMS offers."
  }
}

run "nobody_but_logs_and_alarms_uses_a_key_without_nodes" {
  command = plan

  assert {
    condition     = [for statement in data.aws_iam_policy_document.this.statement : statement.sid] == ["AccountAdministersKey", "LogGroupsOfThisAccount", "AlarmsToEncryptedTopics"]
    error_message = "Without volumes of nodes Auto Scaling has no business with the key."
  }
}

run "volumes_of_nodes_let_auto_scaling_use_it_for_aws_alone" {
  command = plan

  variables {
    node_volumes = true
  }

  assert {
    condition     = length(data.aws_iam_policy_document.this.statement) == 5 && alltrue([for statement in slice(data.aws_iam_policy_document.this.statement, 3, 5) : contains([for condition in statement.condition : condition.variable], "aws:PrincipalArn")])
    error_message = "Only the role of Auto Scaling may use the key for volumes."
  }
}

run "a_window_that_kms_does_not_offer_is_refused" {
  command         = plan
  expect_failures = [var.deletion_window_days]

  variables {
    deletion_window_days = 3
  }
}

run "a_name_that_aws_keeps_for_itself_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "aws/support"
  }
}

run "a_partition_that_is_none_is_refused" {
  command         = plan
  expect_failures = [var.place]

  variables {
    place = { account_id = "123456789012", partition = "azure", region = "eu-central-1" }
  }
}
