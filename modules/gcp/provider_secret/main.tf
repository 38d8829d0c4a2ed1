locals {
  # Labels take lower-case letters, digits, _ and -, at most 63 of them.
  _labels = {
    for key, value in var.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }

  # Secret Manager takes no slash: support/mistral-key is support-mistral-key there.
  _secret_id = replace(var.name, "/[^A-Za-z0-9_-]/", "-")

  # What stands in the secret until an operator puts the key.
  _placeholder = "not-set"
  _given       = var.value == null ? local._placeholder : var.value
  # Over 240 random bits, drawn anew at each run and kept nowhere: only a new value_version writes them.
  # An ephemeral password of the random provider would do too, but `terraform test` cannot mock one.
  _generated = "sk-${replace("${uuid()}${uuid()}", "-", "")}"
  _value     = var.generate ? local._generated : local._given
}

# No rotation: only the provider can issue another of its keys.
resource "google_secret_manager_secret" "this" {
  project   = var.place.project
  secret_id = local._secret_id
  labels    = local._labels

  annotations = {
    description = var.description
  }

  # What an order to destroy a version waits for, and can be taken back in.
  version_destroy_ttl = var.recovery_window_days == 0 ? null : "${var.recovery_window_days * 86400}s"

  replication {
    user_managed {
      replicas {
        location = var.place.region

        customer_managed_encryption {
          kms_key_name = var.key
        }
      }
    }
  }
}

resource "google_secret_manager_secret_version" "this" {
  secret                 = google_secret_manager_secret.this.id
  secret_data_wo         = local._value
  secret_data_wo_version = var.value_version

  # The latest version is what gateways read: there is never a moment without one.
  lifecycle {
    create_before_destroy = true
  }
}
