locals {
  # Labels take lower-case letters, digits, _ and -, at most 63 of them.
  _labels = {
    for key, value in var.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }

  # On every node, and known before the first of them: firewall rules name the nodes by it.
  _node_tag = "${var.name}-node"

  # A service account takes 30 characters.
  _account_id = length("${var.name}-system") <= 30 ? "${var.name}-system" : "${substr(var.name, 0, 16)}-${substr(sha256(var.name), 0, 6)}-system"

  # What a condition of IAM calls the cluster.
  _path = "projects/${var.place.project}/locations/${var.place.region}/clusters/${var.name}"

  # A service account is bounded by its roles; the scopes of machines are an older bound beside them.
  _scopes = ["https://www.googleapis.com/auth/cloud-platform"]
}

# Enough for a node to join, to log and to be measured, and no more.
resource "google_service_account" "system" {
  project      = var.place.project
  account_id   = local._account_id
  display_name = "System nodes of ${var.name}"
  description  = "Nodes of the GKE cluster ${var.name} that have no GPU"
}

resource "google_project_iam_member" "system" {
  project = var.place.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.system.member
}

# --- What nodes may reach ---------------------------------------------------------------------------

# Each other, pods, services, the control plane's endpoint and the addresses of pools.
resource "google_compute_firewall" "inside" {
  project     = var.place.project
  network     = var.network.id
  name        = "${var.name}-inside"
  description = "Nodes and pods of ${var.name} among themselves, and their control plane"
  direction   = "EGRESS"
  priority    = 1000
  target_tags = [local._node_tag]
  destination_ranges = [
    var.network.nodes.cidr,
    var.network.nodes.pods_cidr,
    var.network.nodes.services_cidr,
  ]

  allow {
    protocol = "all"
  }
}

# Images and weights come from registries that no list of hosts could name.
resource "google_compute_firewall" "internet" {
  count = var.network.nat ? 1 : 0

  project            = var.place.project
  network            = var.network.id
  name               = "${var.name}-internet"
  description        = "Images and weights for the nodes of ${var.name}, over HTTPS"
  direction          = "EGRESS"
  priority           = 1000
  target_tags        = [local._node_tag]
  destination_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}

# GKE writes no rules for load balancers here (see the cluster), so their health checks need one: of
# kube-proxy, or of the port that a service with local traffic is given.
resource "google_compute_firewall" "health_checks" {
  project       = var.place.project
  network       = var.network.id
  name          = "${var.name}-health-checks"
  description   = "Health checks of the internal load balancers of ${var.name}"
  direction     = "INGRESS"
  priority      = 1000
  target_tags   = [local._node_tag]
  source_ranges = ["130.211.0.0/22", "35.191.0.0/16"]

  allow {
    protocol = "tcp"
    ports    = ["10256", "30000-32767"]
  }
}

# --- Control plane ----------------------------------------------------------------------------------

resource "google_container_cluster" "this" {
  project        = var.place.project
  name           = var.name
  description    = "GPU pools of ${var.name}"
  location       = var.place.region
  node_locations = length(var.network.zones) > 0 ? var.network.zones : null
  # Terraform's own lock, beside GKE's rights: what a plan shows shall not stop half-way.
  deletion_protection = false
  resource_labels     = local._labels

  network           = var.network.id
  subnetwork        = var.network.nodes.subnetwork
  networking_mode   = "VPC_NATIVE"
  datapath_provider = "ADVANCED_DATAPATH"
  # The nodes of a service alone take its calls, not all of a large cluster.
  enable_l4_ilb_subsetting = true
  # GKE would let every address of the network call a pool: the pool's own rules let its callers in.
  disable_l4_lb_firewall_reconciliation = true
  enable_shielded_nodes                 = true
  enable_legacy_abac                    = false
  default_max_pods_per_node             = 64

  # Pools are resources of their own. GKE makes none without a first node, which then goes.
  remove_default_node_pool = true
  initial_node_count       = 1

  node_config {
    machine_type      = var.system_nodes.machine
    disk_type         = "pd-balanced"
    disk_size_gb      = 50
    boot_disk_kms_key = var.key
    service_account   = google_service_account.system.email
    oauth_scopes      = local._scopes
    tags              = [local._node_tag]

    shielded_instance_config {
      enable_integrity_monitoring = true
      enable_secure_boot          = true
    }
  }

  ip_allocation_policy {
    cluster_secondary_range_name  = var.network.nodes.pods_range
    services_secondary_range_name = var.network.nodes.services_range
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = true
  }

  # No way around the endpoint in the network, by a name that IAM alone guards.
  control_plane_endpoints_config {
    dns_endpoint_config {
      allow_external_traffic = false
    }
  }

  master_authorized_networks_config {
    gcp_public_cidrs_access_enabled = false

    cidr_blocks {
      cidr_block   = var.network.cidr
      display_name = "inside the network"
    }
  }

  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  workload_identity_config {
    workload_pool = "${var.place.project}.svc.id.goog"
  }

  database_encryption {
    state    = "ENCRYPTED"
    key_name = var.key
  }

  release_channel {
    channel = "REGULAR"
  }

  # Four hours in three nights of the week, when GKE may upgrade: the least it takes is 48 in 32 days.
  maintenance_policy {
    recurring_window {
      start_time = "2026-01-06T01:00:00Z"
      end_time   = "2026-01-06T05:00:00Z"
      recurrence = "FREQ=WEEKLY;BYDAY=TU,WE,TH"
    }
  }

  # Not what pods write: a model server can quote a prompt.
  logging_config {
    enable_components = ["APISERVER", "CONTROLLER_MANAGER", "SCHEDULER", "SYSTEM_COMPONENTS"]
  }

  # The metrics that Google does not bill, those of GPUs among them.
  monitoring_config {
    enable_components = ["SYSTEM_COMPONENTS"]

    managed_prometheus {
      enabled = false
    }
  }

  cost_management_config {
    enabled = true
  }

  security_posture_config {
    mode               = "BASIC"
    vulnerability_mode = "VULNERABILITY_DISABLED"
  }

  depends_on = [
    google_compute_firewall.health_checks,
    google_compute_firewall.inside,
    google_compute_firewall.internet,
    google_logging_project_exclusion.this,
    google_project_iam_member.system,
  ]

  # Of the node that went.
  lifecycle {
    ignore_changes = [initial_node_count, node_config]
  }
}

# GPU nodes turn everything away that does not ask for a GPU, so DNS and controllers live here.
resource "google_container_node_pool" "system" {
  project            = var.place.project
  cluster            = google_container_cluster.this.id
  location           = var.place.region
  name               = "system"
  initial_node_count = max(1, ceil(var.system_nodes.min / max(1, length(var.network.zones))))

  autoscaling {
    total_min_node_count = var.system_nodes.min
    total_max_node_count = var.system_nodes.max
    location_policy      = "BALANCED"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  upgrade_settings {
    max_surge       = 1
    max_unavailable = 0
  }

  network_config {
    enable_private_nodes = true
  }

  node_config {
    image_type        = "COS_CONTAINERD"
    machine_type      = var.system_nodes.machine
    disk_type         = "pd-balanced"
    disk_size_gb      = 50
    boot_disk_kms_key = var.key
    service_account   = google_service_account.system.email
    oauth_scopes      = local._scopes
    tags              = [local._node_tag]
    labels            = { "topoplan.dev/pool" = "system" }
    resource_labels   = local._labels
    metadata          = { disable-legacy-endpoints = "true" }

    shielded_instance_config {
      enable_integrity_monitoring = true
      enable_secure_boot          = true
    }

    # A pod has an identity of its own or none: never that of its node.
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }

  # The autoscaler owns the size between the bounds; another first size would make a new pool.
  lifecycle {
    ignore_changes = [initial_node_count]
  }
}

# --- Who administers it, and only it ------------------------------------------------------------------

resource "google_project_iam_member" "administrator" {
  for_each = var.administrators

  project = var.place.project
  role    = "roles/container.admin"
  member  = each.key

  condition {
    title       = "only ${var.name}"
    description = "The one cluster ${var.name} in ${var.place.region}"
    expression  = "resource.name == \"${local._path}\" || resource.name.startsWith(\"${local._path}/\")"
  }
}

# --- Log ----------------------------------------------------------------------------------------------

locals {
  _log_of_cluster = join(" AND ", [
    "resource.labels.cluster_name=\"${var.name}\"",
    "resource.labels.location=\"${var.place.region}\"",
    "resource.type=(\"k8s_cluster\" OR \"k8s_container\" OR \"k8s_control_plane_component\" OR \"k8s_node\" OR \"k8s_pod\")",
  ])
}

resource "google_logging_project_bucket_config" "this" {
  project        = var.place.project
  location       = var.place.region
  bucket_id      = "${var.name}-cluster"
  description    = "Control plane and system components of the cluster ${var.name}"
  retention_days = var.log_retention_days

  cmek_settings {
    kms_key_name = var.key
  }
}

resource "google_logging_project_sink" "this" {
  project                = var.place.project
  name                   = "${var.name}-cluster"
  description            = "Log of the cluster ${var.name} into its own bucket"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.this.id}"
  filter                 = local._log_of_cluster
  unique_writer_identity = true
}

# The project's own bucket would keep a second copy, for its own term and under Google's key.
resource "google_logging_project_exclusion" "this" {
  project     = var.place.project
  name        = "${var.name}-cluster"
  description = "Kept in the bucket of the cluster ${var.name} instead"
  filter      = local._log_of_cluster
  depends_on  = [google_logging_project_sink.this]
}
