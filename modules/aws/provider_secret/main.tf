locals {
  # What stands in the secret until an operator puts the key.
  _placeholder = "not-set"
  _given       = var.value == null ? local._placeholder : var.value
  # Over 240 random bits, drawn anew at each run and kept nowhere: only a new value_version writes them.
  # An ephemeral password of Secrets Manager would do too, but `terraform test` cannot mock one.
  _generated = "sk-${replace("${uuid()}${uuid()}", "-", "")}"
  _value     = var.generate ? local._generated : local._given
}

# No rotation: only the provider can issue another of its keys.
resource "aws_secretsmanager_secret" "this" {
  name                    = var.name
  description             = var.description
  kms_key_id              = var.key
  recovery_window_in_days = var.recovery_window_days
  tags                    = var.tags
}

resource "aws_secretsmanager_secret_version" "this" {
  secret_id                = aws_secretsmanager_secret.this.id
  secret_string_wo         = local._value
  secret_string_wo_version = var.value_version
  # Secrets Manager may drop a version that has no stage left. A version of Terraform that is gone
  # would be written anew, over the operator's key: the second stage keeps it.
  version_stages = ["AWSCURRENT", "TERRAFORM"]

  lifecycle {
    # AWSCURRENT moves on when an operator puts a key, and stays there.
    ignore_changes = [version_stages]
  }
}
