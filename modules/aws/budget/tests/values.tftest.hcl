mock_provider "aws" {}

variables {
  name       = "support"
  limit_usd  = "10.50"
  place      = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  tag_filter = { key = "topology", value = "support" }
  topic      = "arn:aws:sns:eu-central-1:123456789012:alarms"
}

run "a_topic_is_enough_to_be_warned" {
  command = plan

  assert {
    condition     = one(aws_budgets_budget.this.cost_filter).values[0] == "user:topology$support"
    error_message = "The budget must count what carries the tag."
  }

  assert {
    condition     = length(aws_budgets_budget.this.notification) == 3
    error_message = "There must be a warning, a forecast and a limit."
  }
}

run "a_warning_that_reaches_nobody_is_refused" {
  command         = plan
  expect_failures = [var.subscribers]

  variables {
    topic = null
  }
}

run "a_limit_of_nothing_is_refused" {
  command         = plan
  expect_failures = [var.limit_usd]

  variables {
    limit_usd = "0.00"
  }
}

run "a_topic_of_another_account_is_refused" {
  command         = plan
  expect_failures = [var.topic]

  variables {
    topic = "arn:aws:sns:eu-central-1:999999999999:alarms"
  }
}
