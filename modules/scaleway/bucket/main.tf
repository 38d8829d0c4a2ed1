# No replica, website or CORS rule: each would be one more place, or one more way, to prove.
resource "scaleway_object_bucket" "this" {
  name          = var.name
  project_id    = var.place.project_id
  region        = var.place.region
  force_destroy = var.force_destroy
  tags          = var.tags

  # Off: what expires, or is deleted, is gone, and no earlier version outlives it.
  versioning {
    enabled = false
  }

  lifecycle_rule {
    id      = "retention"
    enabled = true

    # No prefix: parts of uploads that never ended are invisible, and billed.
    abort_incomplete_multipart_upload_days = 1

    expiration {
      days = var.retention_days
    }
  }
}

# Nothing public: IAM alone decides, within the project.
resource "scaleway_object_bucket_acl" "this" {
  bucket     = scaleway_object_bucket.this.id
  project_id = var.place.project_id
  region     = var.place.region
  acl        = "private"
}

resource "scaleway_object_bucket_server_side_encryption_configuration" "this" {
  bucket     = scaleway_object_bucket.this.id
  project_id = var.place.project_id
  region     = var.place.region

  rule {
    # One data key for many objects: Key Manager bills each use of the key.
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key.key_id
    }
  }
}
