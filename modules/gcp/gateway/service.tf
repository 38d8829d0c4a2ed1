locals {
  _environment = merge(
    {
      # Where Vertex is called, unless a model of the configuration says otherwise.
      VERTEXAI_LOCATION = var.place.region
      VERTEXAI_PROJECT  = var.place.project

      LITELLM_MODE = "PRODUCTION"
      # Nothing of a request below an error reaches the log.
      LITELLM_LOG = "ERROR"
      # Prices come with the image: a gateway without a way out must start too.
      LITELLM_LOCAL_MODEL_COST_MAP = "True"

      DISABLE_ADMIN_UI = "True"
      NO_DOCS          = "True"
      NO_OPENAPI       = "True"
      NO_REDOC         = "True"

      HOME = "/tmp"

      # The proxies must be the ones to close an idle connection: an instance that closes first turns
      # the next request on it into a 502.
      KEEPALIVE_TIMEOUT = tostring(var.idle_timeout_s + 5)
      NUM_WORKERS       = tostring(max(1, floor(var.size.cpu / 1024)))
    },
    var.environment,
  )

  # Cloud Run adds an instance when the requests that wait in one are too many, and does not count them
  # by the minute. An answer of a model takes ten seconds or so.
  _concurrency = max(1, min(1000, ceil(var.replicas.requests_per_minute * 10 / 60)))
}

resource "google_cloud_run_v2_service" "this" {
  project             = var.place.project
  location            = var.place.region
  name                = var.name
  description         = "LiteLLM gateway ${var.name}"
  deletion_protection = var.deletion_protection
  labels              = local._labels

  # The load balancer is the only way in: not even other services of the project have a URL to call.
  ingress              = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
  default_uri_disabled = true
  # A load balancer has no identity to show. Callers show a key of LiteLLM's.
  invoker_iam_disabled = true

  template {
    service_account                  = google_service_account.this.email
    encryption_key                   = var.key
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    max_instance_request_concurrency = local._concurrency
    timeout                          = "${var.idle_timeout_s}s"

    scaling {
      min_instance_count = var.replicas.min
      max_instance_count = var.replicas.max
    }

    # All of it, also to public addresses: past the firewall of the network there is no way out.
    vpc_access {
      egress = "ALL_TRAFFIC"

      network_interfaces {
        network    = var.network.id
        subnetwork = var.network.gateways.subnetwork
      }
    }

    containers {
      name  = "gateway"
      image = local._image
      args  = ["--port", tostring(local._port), "--config", "/etc/litellm/config.yaml"]

      ports {
        container_port = local._port
      }

      resources {
        limits = {
          cpu    = tostring(var.size.cpu / 1024)
          memory = "${var.size.memory}Mi"
        }
        # Streams and cool-downs go on between requests, and billing by instance costs less for them.
        cpu_idle          = false
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = local._environment

        content {
          name  = env.key
          value = env.value
        }
      }

      # The latest, so that a key an operator has put is read by every instance that starts after it.
      dynamic "env" {
        for_each = var.secrets

        content {
          name = env.key

          value_source {
            secret_key_ref {
              secret  = env.value
              version = "latest"
            }
          }
        }
      }

      volume_mounts {
        name       = "config"
        mount_path = "/etc/litellm"
      }

      # Up to four minutes, the longest Cloud Run waits: the first connections of a new instance into the
      # network may take one.
      startup_probe {
        period_seconds    = 10
        timeout_seconds   = 5
        failure_threshold = 24

        http_get {
          path = "/health/readiness"
          port = local._port
        }
      }

      liveness_probe {
        period_seconds    = 30
        timeout_seconds   = 10
        failure_threshold = 3

        http_get {
          path = "/health/liveliness"
          port = local._port
        }
      }
    }

    # By its number: a changed configuration makes a new revision.
    volumes {
      name = "config"

      secret {
        secret       = google_secret_manager_secret.config.id
        default_mode = 292 # 0444

        items {
          path    = "config.yaml"
          version = google_secret_manager_secret_version.config.version
        }
      }
    }
  }

  # The first instance needs all of these; nothing else makes the service wait for them.
  depends_on = [
    google_compute_firewall.pool,
    google_compute_region_network_firewall_policy_rule.hosts,
    google_logging_project_exclusion.this,
    google_project_iam_member.granted,
    google_secret_manager_secret_iam_member.config,
    google_secret_manager_secret_iam_member.secret,
  ]

  lifecycle {
    precondition {
      condition     = length(setintersection(keys(local._environment), keys(var.secrets))) == 0
      error_message = "A name stands both in environment and in secrets: ${join(", ", setintersection(keys(local._environment), keys(var.secrets)))}. Cloud Run refuses a container with both; keep the secret."
    }
  }
}

# --- What the instances may reach -------------------------------------------------------------------

resource "google_compute_firewall" "pool" {
  for_each = var.pools

  project                 = var.place.project
  network                 = var.network.id
  name                    = "${var.name}-to-${each.key}"
  description             = each.value.description
  direction               = "EGRESS"
  priority                = 1000
  target_service_accounts = [google_service_account.this.email]
  destination_ranges      = ["${each.value.address.address}/32"]

  allow {
    protocol = "tcp"
    ports    = [tostring(each.value.address.port)]
  }
}

# Pools of linked networks, which are known by their ranges alone.
resource "google_compute_firewall" "pool_ranges" {
  for_each = var.pool_ranges

  project                 = var.place.project
  network                 = var.network.id
  name                    = "${var.name}-to-${each.key}"
  description             = each.value.description
  direction               = "EGRESS"
  priority                = 1000
  target_service_accounts = [google_service_account.this.email]
  destination_ranges      = each.value.ranges

  allow {
    protocol = "tcp"
    ports    = ["80"]
  }
}

# In the firewall policy, since rules of a network know no names. Google asks for the addresses of a
# name now and then, and lets those through.
resource "google_compute_region_network_firewall_policy_rule" "hosts" {
  count = length(var.hosts) > 0 ? 1 : 0

  project                 = var.place.project
  region                  = var.place.region
  firewall_policy         = var.network.firewall_policy
  rule_name               = "${var.name}-hosts"
  description             = "Hosts that the gateway ${var.name} may call"
  direction               = "EGRESS"
  action                  = "allow"
  priority                = local._priority
  target_service_accounts = [google_service_account.this.email]

  match {
    dest_fqdns = var.hosts

    layer4_configs {
      ip_protocol = "tcp"
      ports       = ["443"]
    }
  }
}

# --- Log: kept for as long as the topology allows, since an error can quote a request ----------------

locals {
  _log_of_service = join(" AND ", [
    "resource.type=\"cloud_run_revision\"",
    "resource.labels.location=\"${var.place.region}\"",
    "resource.labels.service_name=\"${var.name}\"",
  ])
}

resource "google_logging_project_bucket_config" "this" {
  project        = var.place.project
  location       = var.place.region
  bucket_id      = "${var.name}-gateway"
  description    = "Log of the gateway ${var.name}"
  retention_days = var.log_retention_days

  cmek_settings {
    kms_key_name = var.key
  }
}

# Without the requests: they say who called when, and metrics answer the same questions. What is done to
# the service stays with the audit entries.
resource "google_logging_project_sink" "this" {
  project                = var.place.project
  name                   = "${var.name}-gateway"
  description            = "Log of the gateway ${var.name} into its own bucket"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.this.id}"
  filter                 = "${local._log_of_service} AND NOT logName:(\"run.googleapis.com%2Frequests\" OR \"cloudaudit.googleapis.com\")"
  unique_writer_identity = true
}

# The project's own bucket would keep a second copy, for its own term and under Google's key.
resource "google_logging_project_exclusion" "this" {
  project     = var.place.project
  name        = "${var.name}-gateway"
  description = "Kept in the bucket of the gateway ${var.name} instead, and its requests nowhere"
  filter      = "${local._log_of_service} AND NOT logName:\"cloudaudit.googleapis.com\""
  depends_on  = [google_logging_project_sink.this]
}
