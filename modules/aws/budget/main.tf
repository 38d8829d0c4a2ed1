locals {
  _notifications = {
    forecast_over_limit = { type = "FORECASTED", percent = 100 }
    spent_limit         = { type = "ACTUAL", percent = 100 }
    spent_warning       = { type = "ACTUAL", percent = var.warn_at_percent }
  }
}

resource "aws_budgets_budget" "this" {
  account_id   = var.place.account_id
  name         = var.name
  budget_type  = "COST"
  limit_amount = var.limit_usd
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  tags         = var.tags

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:%s$%s", var.tag_filter.key, var.tag_filter.value)]
  }

  # What the topology costs, not what is left to pay: credits would hide it until they run out.
  cost_types {
    include_credit = false
    include_refund = false
  }

  dynamic "notification" {
    for_each = local._notifications

    content {
      notification_type          = notification.value.type
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value.percent
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = var.subscribers
      subscriber_sns_topic_arns  = var.topic[*]
    }
  }
}
