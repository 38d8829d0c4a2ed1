output "id" {
  description = "Id of the secret, without a version, once it has a value."
  value       = azurerm_key_vault_secret.this.resource_versionless_id
}

output "name" {
  description = "Name of the secret: what an operator puts the key under."
  value       = azurerm_key_vault_secret.this.name
}
