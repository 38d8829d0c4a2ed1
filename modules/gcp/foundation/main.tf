locals {
  _services = toset([
    "aiplatform",
    "artifactregistry",
    "billingbudgets",
    "cloudkms",
    "cloudresourcemanager",
    "compute",
    "container",
    "dns",
    "iam",
    "logging",
    "monitoring",
    "run",
    "secretmanager",
    "storage",
  ])

  # Google makes the agents of the other services when their API is enabled, these on request only.
  _agents_on_request = toset(["artifactregistry", "logging", "secretmanager"])
}

# Never switched off: another workload of the project may have come to need the API since.
resource "google_project_service" "this" {
  for_each = local._services

  project            = var.account.project
  service            = "${each.key}.googleapis.com"
  disable_on_destroy = false
}

# A key can be lent only to an agent that exists.
resource "google_project_service_identity" "this" {
  provider = google-beta
  for_each = local._agents_on_request

  project    = var.account.project
  service    = "${each.key}.googleapis.com"
  depends_on = [google_project_service.this]
}

# --- Who did what to the resources of the region, kept in the region ------------------------------

# Google keeps a record of its own for 400 days, of whole projects and in no region. No customer key:
# that of the topology is itself made in this place.
resource "google_logging_project_bucket_config" "audit" {
  project        = var.account.project
  location       = var.region
  bucket_id      = "${var.name}-audit"
  description    = "Who did what to the resources of ${var.name} in ${var.region}"
  retention_days = var.log_retention_days
  depends_on     = [google_project_service.this]
}

resource "google_logging_project_sink" "audit" {
  project                = var.account.project
  name                   = "${var.name}-audit"
  description            = "Audit entries of ${var.region} into the region"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.audit.id}"
  unique_writer_identity = true
  filter = join(" AND ", [
    "logName:\"/logs/cloudaudit.googleapis.com\"",
    "(${join(" OR ", [
      "resource.labels.location=~\"^${var.region}(-[a-z])?$\"",
      "resource.labels.region=\"${var.region}\"",
      "resource.labels.zone=~\"^${var.region}-\"",
    ])})",
  ])
}
