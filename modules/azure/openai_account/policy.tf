# Where a deployment may process a request is in its type: the proof holds as long as nobody adds
# one of another type, by hand or by another root. Azure refuses it then, whoever asks.

locals {
  _proven_types = sort(distinct([for deployment in values(var.deployments) : deployment.deployment_type]))
}

resource "azurerm_policy_definition" "deployment_types" {
  count        = var.enforce_deployment_types ? 1 : 0
  name         = "${var.name}-deployment-types"
  display_name = "Deployment types of ${var.name}"
  description  = "Models of the account ${var.name} are deployed as ${join(", ", local._proven_types)}, the types whose places were proven."
  policy_type  = "Custom"
  mode         = "All"
  metadata     = jsonencode({ category = "Cognitive Services", version = "1.0.0" })

  policy_rule = jsonencode({
    if = {
      allOf = [
        { field = "type", equals = "Microsoft.CognitiveServices/accounts/deployments" },
        { field = "fullName", like = "${var.name}/*" },
        { field = "Microsoft.CognitiveServices/accounts/deployments/sku.name", notIn = local._proven_types },
      ]
    }
    then = { effect = "deny" }
  })
}

resource "azurerm_resource_group_policy_assignment" "deployment_types" {
  count                = var.enforce_deployment_types ? 1 : 0
  name                 = "${var.name}-deployment-types"
  display_name         = "Deployment types of ${var.name}"
  resource_group_id    = "/subscriptions/${var.place.subscription_id}/resourceGroups/${var.place.resource_group}"
  policy_definition_id = azurerm_policy_definition.deployment_types[0].id

  non_compliance_message {
    content = "Nobody has proven where other deployment types than ${join(", ", local._proven_types)} process prompts."
  }
}
