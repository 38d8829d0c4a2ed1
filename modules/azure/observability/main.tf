resource "azurerm_monitor_action_group" "this" {
  name                = "${var.name}-alarms"
  resource_group_name = var.place.resource_group
  # What a text message would begin with.
  short_name = substr(replace(var.name, "/[^a-z0-9]/", ""), 0, 12)
  tags       = var.tags

  dynamic "email_receiver" {
    for_each = var.subscribers

    content {
      name                    = email_receiver.value
      email_address           = email_receiver.value
      use_common_alert_schema = true
    }
  }
}
