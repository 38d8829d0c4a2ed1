output "key" {
  description = "The key without and with its version, its vault, and the identity that services use it as, once that may."
  value = {
    disk_encryption_set_id = one(azurerm_disk_encryption_set.nodes[*].id)
    id                     = azurerm_key_vault_key.this.versionless_id
    identity_client_id     = azurerm_user_assigned_identity.this.client_id
    identity_id            = azurerm_user_assigned_identity.this.id
    identity_principal_id  = azurerm_user_assigned_identity.this.principal_id
    recovery_window_days   = azurerm_key_vault.this.soft_delete_retention_days
    vault_id               = azurerm_key_vault.this.id
    vault_uri              = azurerm_key_vault.this.vault_uri
    version_id             = azurerm_key_vault_key.this.id
  }
  depends_on = [azurerm_role_assignment.this]
}

output "name" {
  description = "Name of the vault."
  value       = azurerm_key_vault.this.name
}
