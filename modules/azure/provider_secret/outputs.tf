output "id" {
  description = "Id of the secret, without a version, once it has a value."
  value       = "${var.key.vault_id}/secrets/${azurerm_key_vault_secret.this.name}"
  depends_on  = [azurerm_key_vault_secret.this]
}

output "name" {
  description = "Name of the secret: what an operator puts the key under."
  value       = azurerm_key_vault_secret.this.name
}
