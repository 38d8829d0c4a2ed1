locals {
  # Labels take lower-case letters, digits, _ and -, at most 63 of them.
  _labels = {
    for key, value in var.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }

  _day_s = 86400

  # The agents are the only principals this module lends the key to. A service asks for its own agent
  # to use the key, whoever makes the resource.
  _agents = merge(
    {
      artifact_registry = "service-${var.place.project_number}@gcp-sa-artifactregistry.iam.gserviceaccount.com"
      logging           = "service-${var.place.project_number}@gcp-sa-logging.iam.gserviceaccount.com"
      run               = "service-${var.place.project_number}@serverless-robot-prod.iam.gserviceaccount.com"
      secret_manager    = "service-${var.place.project_number}@gcp-sa-secretmanager.iam.gserviceaccount.com"
      storage           = "service-${var.place.project_number}@gs-project-accounts.iam.gserviceaccount.com"
    },
    # The disks of nodes are Compute Engine's, the secrets of Kubernetes are GKE's.
    var.node_volumes ? {
      compute = "service-${var.place.project_number}@compute-system.iam.gserviceaccount.com"
      gke     = "service-${var.place.project_number}@container-engine-robot.iam.gserviceaccount.com"
    } : {},
  )
}

resource "google_kms_key_ring" "this" {
  project  = var.place.project
  location = var.place.region
  name     = var.name
}

# Software, not HSM: the region of the key bounds where it can be used either way, and every write of
# a log, a secret and a disk would be billed as an operation of an HSM.
resource "google_kms_crypto_key" "this" {
  key_ring                   = google_kms_key_ring.this.id
  name                       = var.name
  purpose                    = "ENCRYPT_DECRYPT"
  rotation_period            = "${90 * local._day_s}s"
  destroy_scheduled_duration = "${var.deletion_window_days * local._day_s}s"
  labels                     = local._labels

  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = "SOFTWARE"
  }
}

resource "google_kms_crypto_key_iam_member" "agent" {
  for_each = local._agents

  crypto_key_id = google_kms_crypto_key.this.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:${each.value}"
}
