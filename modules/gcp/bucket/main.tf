locals {
  # Labels take lower-case letters, digits, _ and -, at most 63 of them.
  _labels = {
    for key, value in var.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }
}

resource "google_storage_bucket" "this" {
  project                     = var.place.project
  name                        = var.name
  location                    = var.place.region
  storage_class               = "STANDARD"
  force_destroy               = var.force_destroy
  public_access_prevention    = "enforced"
  uniform_bucket_level_access = true
  labels                      = local._labels

  encryption {
    default_kms_key_name = var.key
  }

  # Cloud Storage would keep for a week what a lifecycle has deleted.
  soft_delete_policy {
    retention_duration_seconds = 0
  }

  versioning {
    enabled = true
  }

  # With versions kept, deleting makes an earlier version of the object …
  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      age        = var.retention_days
      with_state = "LIVE"
    }
  }

  # … and a day later, as with what is overwritten or deleted by hand, that goes too.
  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      days_since_noncurrent_time = 1
      with_state                 = "ARCHIVED"
    }
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }

    condition {
      age = 1
    }
  }
}
