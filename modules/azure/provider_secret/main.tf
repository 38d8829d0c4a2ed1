locals {
  # What stands in the secret until an operator puts the key.
  _placeholder = "not-set"
  _given       = var.value == null ? local._placeholder : var.value
  # Over 240 random bits, drawn anew at each run and kept nowhere: only a new value_version writes them.
  # An ephemeral password of the random provider would do too, but `terraform test` cannot mock one.
  _generated = "sk-${replace("${uuid()}${uuid()}", "-", "")}"
  _value     = var.generate ? local._generated : local._given
}

# No rotation: only the provider can issue another of its keys. No expiry: it would close the way to
# the provider on a day that nobody remembers.
resource "azurerm_key_vault_secret" "this" {
  # Key Vault takes letters, digits and hyphens only.
  name             = replace(var.name, "/[^0-9A-Za-z-]/", "-")
  key_vault_id     = var.key.vault_id
  content_type     = var.description
  value_wo         = local._value
  value_wo_version = var.value_version
  tags             = var.tags
}
