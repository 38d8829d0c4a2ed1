mock_provider "azurerm" {}

variables {
  name        = "support"
  limit_usd   = "60000"
  subscribers = ["finance@example.com"]
  tag_filter  = { key = "topology", value = "support" }
  place = {
    deployer_ranges              = ["203.0.113.7/32"]
    location                     = "germanywestcentral"
    log_analytics_workspace_guid = "00000000-0000-0000-0000-000000000009"
    log_analytics_workspace_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.OperationalInsights/workspaces/support"
    resource_group               = "support"
    subscription_id              = "00000000-0000-0000-0000-000000000001"
    tenant_id                    = "00000000-0000-0000-0000-000000000002"
  }
}

run "the_budget_counts_what_carries_the_tag" {
  command = plan

  assert {
    condition     = one(one(azurerm_consumption_budget_subscription.this.filter).tag).name == "topology"
    error_message = "The budget must count what carries the tag."
  }

  assert {
    condition     = length(azurerm_consumption_budget_subscription.this.notification) == 3
    error_message = "There must be a warning, a forecast and a limit."
  }

  assert {
    condition     = can(regex("^[0-9]{4}-[0-9]{2}-01T00:00:00Z$", one(azurerm_consumption_budget_subscription.this.time_period).start_date))
    error_message = "A budget begins with a month."
  }
}

run "a_warning_that_reaches_nobody_is_refused" {
  command         = plan
  expect_failures = [var.subscribers]

  variables {
    subscribers = []
  }
}

run "a_limit_of_nothing_is_refused" {
  command         = plan
  expect_failures = [var.limit_usd]

  variables {
    limit_usd = "0.00"
  }
}
