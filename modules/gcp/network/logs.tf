locals {
  # Flows and what a firewall refused, what NAT had no port for, names asked for.
  _log_filter = join(" OR ", [
    join(" AND ", [
      "(resource.type=\"gce_subnetwork\"",
      "resource.labels.location=~\"^${var.place.region}\"",
      "resource.labels.subnetwork_name=(\"${var.name}-nodes\" OR \"${var.name}-gateways\"))",
    ]),
    join(" AND ", [
      "(resource.type=\"nat_gateway\"",
      "resource.labels.region=\"${var.place.region}\"",
      "resource.labels.gateway_name=\"${var.name}\")",
    ]),
    "(resource.type=\"dns_query\" AND jsonPayload.sourceNetwork=\"${var.name}\")",
  ])
}

resource "google_logging_project_bucket_config" "this" {
  project        = var.place.project
  location       = var.place.region
  bucket_id      = "${var.name}-network"
  description    = "Flows, refusals and names of the network ${var.name}"
  retention_days = var.log_retention_days

  cmek_settings {
    kms_key_name = var.key
  }
}

resource "google_logging_project_sink" "this" {
  project                = var.place.project
  name                   = "${var.name}-network"
  description            = "Logs of the network ${var.name} into its own bucket"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.this.id}"
  filter                 = local._log_filter
  unique_writer_identity = true
}

# The project's own bucket would keep a second copy, for its own term and under Google's key.
resource "google_logging_project_exclusion" "this" {
  project     = var.place.project
  name        = "${var.name}-network"
  description = "Kept in the bucket of the network ${var.name} instead"
  filter      = local._log_filter
  depends_on  = [google_logging_project_sink.this]
}
