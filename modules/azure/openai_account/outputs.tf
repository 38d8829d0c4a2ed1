output "access" {
  description = "What a gateway takes in model_access: the account, the role that calls it, its address and its deployments, once they answer."
  value = {
    account_id  = azurerm_cognitive_account.this.id
    deployments = sort(keys(local._deployed))
    endpoint    = "https://${azurerm_cognitive_account.this.custom_subdomain_name}.openai.azure.com"
    role        = var.kind == "AIServices" ? "Cognitive Services User" : "Cognitive Services OpenAI User"
  }
  depends_on = [azurerm_private_endpoint.this]
}

output "deployment_types" {
  description = "Type of each deployment, as Azure took it."
  value       = { for name, deployment in local._deployed : name => one(deployment.sku).name }
}

output "endpoint" {
  description = "Host of the account."
  value       = "${azurerm_cognitive_account.this.custom_subdomain_name}.openai.azure.com"
}

output "private" {
  description = "Whether the account is reached through private endpoints only."
  value       = !azurerm_cognitive_account.this.public_network_access_enabled
}
