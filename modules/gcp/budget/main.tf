locals {
  # Labels take lower-case letters, digits, _ and -, at most 63 of them.
  _labels = {
    for key, value in var.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }

  _limit = split(".", var.limit_usd)

  # The label that the tag has become on the resources.
  _label = {
    key   = substr(replace(lower(var.tag_filter.key), "/[^a-z0-9_-]/", "_"), 0, 63)
    value = substr(replace(lower(var.tag_filter.value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }

  _channels = concat(
    [for channel in google_monitoring_notification_channel.email : channel.id],
    try(var.topic.channels, []),
  )

  _thresholds = {
    forecast_over_limit = { basis = "FORECASTED_SPEND", share = 1 }
    spent_limit         = { basis = "CURRENT_SPEND", share = 1 }
    spent_warning       = { basis = "CURRENT_SPEND", share = var.warn_at_percent / 100 }
  }
}

resource "google_monitoring_notification_channel" "email" {
  for_each = var.subscribers

  project      = var.place.project
  display_name = "${var.name}: ${each.key}"
  description  = "Budget ${var.name}"
  type         = "email"
  labels       = { email_address = each.key }
  user_labels  = local._labels
}

resource "google_billing_budget" "this" {
  billing_account = var.place.billing_account
  display_name    = var.name

  amount {
    specified_amount {
      currency_code = "USD"
      units         = local._limit[0]
      nanos         = length(local._limit) == 1 ? null : parseint(substr("${local._limit[1]}000000000", 0, 9), 10)
    }
  }

  # What the topology costs, not what is left to pay: credits would hide it until they run out.
  budget_filter {
    calendar_period        = "MONTH"
    credit_types_treatment = "EXCLUDE_ALL_CREDITS"
    projects               = ["projects/${var.place.project_number}"]
    labels                 = { (local._label.key) = local._label.value }
  }

  dynamic "threshold_rules" {
    for_each = local._thresholds

    content {
      spend_basis       = threshold_rules.value.basis
      threshold_percent = threshold_rules.value.share
    }
  }

  # To these and nobody else: by default Google writes to whoever administers the billing account.
  all_updates_rule {
    disable_default_iam_recipients   = true
    monitoring_notification_channels = local._channels
  }
}
