output "access" {
  description = "What a gateway takes in model_access: the account, the role that calls it, its address and its deployments, once they answer."
  value = {
    account_id  = azurerm_cognitive_account.this.id
    deployments = sort(keys(var.deployments))
    endpoint    = "https://${azurerm_cognitive_account.this.custom_subdomain_name}.openai.azure.com"
    role        = var.kind == "AIServices" ? "Cognitive Services User" : "Cognitive Services OpenAI User"
  }
  depends_on = [
    azurerm_cognitive_deployment.spilling,
    azurerm_cognitive_deployment.this,
    azurerm_private_endpoint.this,
  ]
}

output "deployment_types" {
  description = "Type of each deployment, as Azure took it."
  value = merge(
    { for name, deployment in azurerm_cognitive_deployment.this : name => one(deployment.sku).name },
    { for name, deployment in azurerm_cognitive_deployment.spilling : name => one(deployment.sku).name },
  )
}

output "endpoint" {
  description = "Host of the account."
  value       = "${azurerm_cognitive_account.this.custom_subdomain_name}.openai.azure.com"
}

output "private" {
  description = "Whether the account is reached through private endpoints only."
  value       = !azurerm_cognitive_account.this.public_network_access_enabled
}
