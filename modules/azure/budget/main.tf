locals {
  _notifications = {
    forecast_over_limit = { type = "Forecasted", percent = 100 }
    spent_limit         = { type = "Actual", percent = 100 }
    spent_warning       = { type = "Actual", percent = var.warn_at_percent }
  }
}

# Of the subscription and not of a resource group: a topology has a group in each of its regions, and
# AKS and Container Apps make some of their own, which bear the tag as well.
resource "azurerm_consumption_budget_subscription" "this" {
  name            = var.name
  subscription_id = "/subscriptions/${var.place.subscription_id}"
  amount          = tonumber(var.limit_usd)
  time_grain      = "Monthly"

  # A budget begins with a month, and not with one that is over.
  time_period {
    start_date = formatdate("YYYY-MM-01'T'00:00:00'Z'", plantimestamp())
  }

  filter {
    tag {
      name   = var.tag_filter.key
      values = [var.tag_filter.value]
    }
  }

  dynamic "notification" {
    for_each = local._notifications

    content {
      threshold_type = notification.value.type
      threshold      = notification.value.percent
      operator       = "GreaterThanOrEqualTo"
      contact_emails = sort(var.subscribers)
      contact_groups = var.topic[*].id
    }
  }

  lifecycle {
    # It began when it was made.
    ignore_changes = [time_period]
  }
}
