locals {
  # Labels take lower-case letters, digits, _ and -, at most 63 of them.
  _labels = {
    for key, value in var.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }

  _port = 4000

  # A service account takes 30 characters.
  _account_id = length("${var.name}-gateway") <= 30 ? "${var.name}-gateway" : "${substr(var.name, 0, 15)}-${substr(sha256(var.name), 0, 6)}-gateway"
}

# Without a role of its own: what it may do stands below, secret by secret and grant by grant. It has
# no keys; Cloud Run lends its identity to the instances.
resource "google_service_account" "this" {
  project      = var.place.project
  account_id   = local._account_id
  display_name = "Gateway ${var.name}"
  description  = "Runs the gateway ${var.name}"
}

resource "google_project_iam_member" "granted" {
  for_each = var.model_access

  project = each.value.project
  role    = each.value.role
  member  = google_service_account.this.member
}

resource "google_secret_manager_secret_iam_member" "secret" {
  for_each = var.secrets

  secret_id = each.value
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

# --- Configuration: a file that LiteLLM reads when an instance starts -------------------------------

resource "google_secret_manager_secret" "config" {
  project   = var.place.project
  secret_id = "${var.name}-gateway-config"
  labels    = local._labels

  annotations = {
    description = "config.yaml of the gateway ${var.name}: no keys are in it"
  }

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

# An earlier version stays: an instance of an earlier revision could not start without it.
resource "google_secret_manager_secret_version" "config" {
  secret          = google_secret_manager_secret.config.id
  secret_data     = var.config
  deletion_policy = "ABANDON"

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_secret_manager_secret_iam_member" "config" {
  secret_id = google_secret_manager_secret.config.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

# --- Image: a copy in the region, since Cloud Run draws from Google's registries --------------------

locals {
  _image_parts = split("/", var.image)
  _has_host    = length(local._image_parts) > 1 && can(regex("[.:]", local._image_parts[0]))
  _registry    = local._has_host ? local._image_parts[0] : "registry-1.docker.io"
  _image_path  = local._has_host ? join("/", slice(local._image_parts, 1, length(local._image_parts))) : var.image

  _of_google = endswith(local._registry, ".pkg.dev") || local._registry == "gcr.io" || endswith(local._registry, ".gcr.io")
  _image = local._of_google ? var.image : join("/", [
    "${var.place.region}-docker.pkg.dev",
    var.place.project,
    one(google_artifact_registry_repository.this[*].repository_id),
    local._image_path,
  ])
}

resource "google_artifact_registry_repository" "this" {
  count = local._of_google ? 0 : 1

  project       = var.place.project
  location      = var.place.region
  repository_id = "${var.name}-gateway"
  description   = "What the gateway ${var.name} draws from ${local._registry}, copied when it is first asked for"
  format        = "DOCKER"
  mode          = "REMOTE_REPOSITORY"
  kms_key_name  = var.key
  labels        = local._labels

  remote_repository_config {
    description = local._registry

    docker_repository {
      custom_repository {
        uri = "https://${local._registry}"
      }
    }
  }
}
