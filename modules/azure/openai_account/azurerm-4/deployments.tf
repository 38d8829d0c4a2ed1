# azurerm 4 has no argument for what a deployment spills into, 5 has one.

locals {
  _deployed = azurerm_cognitive_deployment.this
}

# One after the other: the provider holds the account for each. No upgrade by itself: another
# version of a model is another model to whoever has proven it.
resource "azurerm_cognitive_deployment" "this" {
  for_each               = var.deployments
  name                   = each.key
  cognitive_account_id   = azurerm_cognitive_account.this.id
  rai_policy_name        = each.value.rai_policy
  version_upgrade_option = "NoAutoUpgrade"

  model {
    format  = each.value.publisher
    name    = each.value.model
    version = each.value.version
  }

  sku {
    name     = each.value.deployment_type
    capacity = each.value.capacity
  }

  depends_on = [azurerm_resource_group_policy_assignment.deployment_types]

  lifecycle {
    precondition {
      condition     = each.value.spillover == null
      error_message = "azurerm 4 can't set the spillover of a deployment: leave it out and let the gateway fall back, or move to azurerm 5."
    }
  }
}
