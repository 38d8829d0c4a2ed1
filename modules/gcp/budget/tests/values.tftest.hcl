mock_provider "google" {}

variables {
  name       = "support"
  limit_usd  = "10.50"
  tag_filter = { key = "Topology", value = "support" }
  topic      = { channels = ["projects/support-prod/notificationChannels/1"] }
  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
}

run "no_cent_is_rounded_away" {
  command = plan

  assert {
    condition     = one(google_billing_budget.this.amount[0].specified_amount).units == "10" && one(google_billing_budget.this.amount[0].specified_amount).nanos == 500000000
    error_message = "Ten dollars and fifty cents are 10 units and 500000000 billionths."
  }
}

run "a_topic_is_enough_to_be_warned" {
  command = plan

  assert {
    condition     = google_billing_budget.this.budget_filter[0].labels == tomap({ topology = "support" })
    error_message = "The budget must count what carries the label."
  }

  assert {
    condition     = length(google_billing_budget.this.threshold_rules) == 3
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

run "more_who_are_warned_than_a_budget_takes_are_refused" {
  command         = plan
  expect_failures = [var.subscribers]

  variables {
    subscribers = ["a@example.com", "b@example.com", "c@example.com", "d@example.com", "e@example.com"]
  }
}

run "a_limit_of_nothing_is_refused" {
  command         = plan
  expect_failures = [var.limit_usd]

  variables {
    limit_usd = "0.00"
  }
}
