locals {
  # "support/mistral-key" is the secret mistral-key in the folder /support.
  _parts  = split("/", var.name)
  _folder = "/${join("/", slice(local._parts, 0, length(local._parts) - 1))}"

  # What stands in the secret until an operator puts the key.
  _placeholder = "not-set"
  _given       = var.value == null ? local._placeholder : var.value
  # Over 240 random bits, drawn anew at each run and kept nowhere: only a new value_version writes them.
  # An ephemeral password would do too, but `terraform test` cannot mock one.
  _generated = "sk-${replace("${uuid()}${uuid()}", "-", "")}"
  _value     = var.generate ? local._generated : local._given
}

# No rotation: only the provider can issue another of its keys.
resource "scaleway_secret" "this" {
  name        = local._parts[length(local._parts) - 1]
  path        = local._folder
  description = var.description
  project_id  = var.place.project_id
  region      = var.place.region
  type        = "opaque"
  # Secret Manager keeps what it deletes for 7 days. Who asks for more gets a secret that cannot be
  # deleted, until an apply with 7 or less says otherwise.
  protected = var.recovery_window_days > 7
  tags      = [for name, value in var.tags : "${name}=${value}"]
}

# An operator's key is a later revision, which Terraform does not know and so leaves alone; readers
# take the latest that is enabled.
resource "scaleway_secret_version" "this" {
  secret_id       = scaleway_secret.this.id
  region          = var.place.region
  description     = "Written by Terraform, value_version ${var.value_version}"
  data_wo         = local._value
  data_wo_version = var.value_version

  lifecycle {
    # The old revision stays until the new one can be read.
    create_before_destroy = true
  }
}
