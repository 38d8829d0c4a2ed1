locals {
  _tls             = var.certificate != null
  _port_of_callers = local._tls ? 443 : 80

  # A rule of the firewall policy is known by its priority alone. Other gateways of the network have
  # rules there, too: the name decides, so that none has to know of another.
  _priority = 1000 + 10 * parseint(substr(sha256(var.name), 0, 6), 16)

  # Where callers speak to a model, and where a probe asks.
  _paths = [
    "/health/readiness",
    "/v1/chat/completions",
    "/v1/embeddings",
    "/v1/messages",
    "/v1/models",
    "/v1/responses",
  ]
}

resource "google_compute_address" "this" {
  project      = var.place.project
  region       = var.place.region
  name         = "${var.name}-gateway"
  description  = "Address of the gateway ${var.name}"
  address_type = "INTERNAL"
  purpose      = "GCE_ENDPOINT"
  subnetwork   = var.network.gateways.subnetwork
  labels       = local._labels
}

resource "google_compute_region_network_endpoint_group" "this" {
  project               = var.place.project
  region                = var.place.region
  name                  = "${var.name}-gateway"
  description           = "Instances of the gateway ${var.name}"
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = google_cloud_run_v2_service.this.name
  }
}

# No time limit stands here: in front of Cloud Run the load balancer has none of its own, and the
# service's holds.
resource "google_compute_region_backend_service" "this" {
  project               = var.place.project
  region                = var.place.region
  name                  = "${var.name}-gateway"
  description           = "Gateway ${var.name}"
  load_balancing_scheme = "INTERNAL_MANAGED"
  protocol              = "HTTP"

  backend {
    group           = google_compute_region_network_endpoint_group.this.id
    balancing_mode  = "UTILIZATION"
    capacity_scaler = 1
  }

  # Access logs stay off: see README.md.
  log_config {
    enable = false
  }
}

resource "google_compute_region_url_map" "this" {
  project         = var.place.project
  region          = var.place.region
  name            = "${var.name}-gateway"
  description     = "Paths of the gateway ${var.name}"
  default_service = google_compute_region_backend_service.this.id

  host_rule {
    hosts        = ["*"]
    path_matcher = "models"
  }

  path_matcher {
    name = "models"

    path_rule {
      paths   = local._paths
      service = google_compute_region_backend_service.this.id
    }

    # LiteLLM passes other paths through to vendors, /mistral/* for one, past the models of its
    # configuration: the proxies answer those by themselves. An aborted request needs a target, too.
    default_route_action {
      weighted_backend_services {
        backend_service = google_compute_region_backend_service.this.id
        weight          = 100
      }

      fault_injection_policy {
        abort {
          http_status = 404
          percentage  = 100
        }
      }
    }
  }
}

resource "google_compute_region_target_http_proxy" "this" {
  count = local._tls ? 0 : 1

  project = var.place.project
  region  = var.place.region
  name    = "${var.name}-gateway"
  url_map = google_compute_region_url_map.this.id
}

resource "google_compute_region_ssl_policy" "this" {
  count = local._tls ? 1 : 0

  project         = var.place.project
  region          = var.place.region
  name            = "${var.name}-gateway"
  description     = "TLS of the gateway ${var.name}"
  profile         = "RESTRICTED"
  min_tls_version = "TLS_1_2"
}

# A certificate of Certificate Manager is named by its id, one of Compute Engine by its name.
resource "google_compute_region_target_https_proxy" "this" {
  count = local._tls ? 1 : 0

  project                          = var.place.project
  region                           = var.place.region
  name                             = "${var.name}-gateway"
  url_map                          = google_compute_region_url_map.this.id
  ssl_policy                       = google_compute_region_ssl_policy.this[0].id
  certificate_manager_certificates = startswith(var.certificate, "projects/") ? [var.certificate] : null
  ssl_certificates                 = startswith(var.certificate, "projects/") ? null : ["projects/${var.place.project}/regions/${var.place.region}/sslCertificates/${var.certificate}"]
}

resource "google_compute_forwarding_rule" "this" {
  project               = var.place.project
  region                = var.place.region
  name                  = "${var.name}-gateway"
  description           = "Where the gateway ${var.name} is called"
  load_balancing_scheme = "INTERNAL_MANAGED"
  network               = var.network.id
  subnetwork            = var.network.gateways.subnetwork
  ip_address            = google_compute_address.this.id
  ip_protocol           = "TCP"
  port_range            = tostring(local._port_of_callers)
  target                = local._tls ? google_compute_region_target_https_proxy.this[0].id : google_compute_region_target_http_proxy.this[0].id
  # Callers in other regions go through a gateway of theirs.
  allow_global_access = false
  labels              = local._labels
}

# --- Who may call: rules for the proxies of this forwarding rule alone, which let everybody in else ---

resource "google_compute_region_network_firewall_policy_rule" "clients" {
  project                 = var.place.project
  region                  = var.place.region
  firewall_policy         = var.network.firewall_policy
  rule_name               = "${var.name}-clients"
  description             = "Callers of the gateway ${var.name}"
  direction               = "INGRESS"
  action                  = "allow"
  priority                = local._priority + 1
  target_type             = "INTERNAL_MANAGED_LB"
  target_forwarding_rules = [google_compute_forwarding_rule.this.id]

  match {
    src_ip_ranges = coalesce(var.clients, [var.network.cidr])

    layer4_configs {
      ip_protocol = "tcp"
      ports       = [tostring(local._port_of_callers)]
    }
  }
}

resource "google_compute_region_network_firewall_policy_rule" "others" {
  project                 = var.place.project
  region                  = var.place.region
  firewall_policy         = var.network.firewall_policy
  rule_name               = "${var.name}-others"
  description             = "Nobody else calls the gateway ${var.name}"
  direction               = "INGRESS"
  action                  = "deny"
  priority                = local._priority + 2
  target_type             = "INTERNAL_MANAGED_LB"
  target_forwarding_rules = [google_compute_forwarding_rule.this.id]

  match {
    src_ip_ranges = ["0.0.0.0/0"]

    layer4_configs {
      ip_protocol = "all"
    }
  }
}
