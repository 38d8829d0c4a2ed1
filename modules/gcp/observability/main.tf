locals {
  # Labels take lower-case letters, digits, _ and -, at most 63 of them.
  _labels = {
    for key, value in var.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }
}

# Google asks nobody to confirm: whoever stands here is written to from the first alert on.
resource "google_monitoring_notification_channel" "email" {
  for_each = var.subscribers

  project      = var.place.project
  display_name = "${var.name}: ${each.key}"
  description  = "Alerts of ${var.name}"
  type         = "email"
  labels       = { email_address = each.key }
  user_labels  = local._labels
}
