output "id" {
  description = "Id of the container: the scope of a role that reads or writes the objects, once they expire."
  value       = azurerm_storage_container.this.id
  depends_on = [
    azurerm_private_endpoint.this,
    azurerm_storage_management_policy.this,
  ]
}

output "name" {
  description = "Name of the storage account. The objects lie in its container data."
  value       = azurerm_storage_account.this.name
}
