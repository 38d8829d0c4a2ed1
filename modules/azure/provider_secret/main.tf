locals {
  # What stands in the secret until an operator puts the key.
  _placeholder = "not-set"
  _given       = var.value == null ? local._placeholder : var.value
  # Nothing of it is kept: each run draws a new one, and only a new value_version writes it.
  _generated = "sk-${ephemeral.random_password.this.result}"
  _value     = var.generate ? local._generated : local._given
}

ephemeral "random_password" "this" {
  length  = 43
  special = false
}

# No rotation: only the provider can issue another of its keys. No expiry: it would close the way to
# the provider on a day that nobody remembers.
resource "azurerm_key_vault_secret" "this" {
  # Key Vault takes letters, digits and hyphens only.
  name             = replace(var.name, "/[^0-9A-Za-z]+/", "-")
  key_vault_id     = var.key.vault_id
  content_type     = var.description
  value_wo         = local._value
  value_wo_version = var.value_version
  tags             = var.tags
}
