# azurerm 4 has no argument for what a deployment spills into, 5 has one.

locals {
  _spilling = { for name, deployment in var.deployments : name => deployment if deployment.spillover != null }
  _others   = { for name, deployment in var.deployments : name => deployment if deployment.spillover == null }
  _deployed = merge(azurerm_cognitive_deployment.this, azurerm_cognitive_deployment.spilling)
}

# One after the other: the provider holds the account for each. No upgrade by itself: another
# version of a model is another model to whoever has proven it.
resource "azurerm_cognitive_deployment" "this" {
  for_each               = local._others
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
}

resource "azurerm_cognitive_deployment" "spilling" {
  for_each                  = local._spilling
  name                      = each.key
  cognitive_account_id      = azurerm_cognitive_account.this.id
  rai_policy_name           = each.value.rai_policy
  spillover_deployment_name = each.value.spillover
  version_upgrade_option    = "NoAutoUpgrade"

  model {
    format  = each.value.publisher
    name    = each.value.model
    version = each.value.version
  }

  sku {
    name     = each.value.deployment_type
    capacity = each.value.capacity
  }

  # What it spills into has to be there.
  depends_on = [azurerm_cognitive_deployment.this]
}
