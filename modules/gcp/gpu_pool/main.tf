locals {
  # Labels take lower-case letters, digits, _ and -, at most 63 of them.
  _labels = {
    for key, value in var.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }

  # Machines come with their GPUs, and some with disks of their own: 375 GB each, at no extra price.
  _machines = {
    "a2-highgpu-1g"  = { gpu = "A100-40GB", gpus = 1, local_ssds = 0, type = "nvidia-tesla-a100" }
    "a2-highgpu-2g"  = { gpu = "A100-40GB", gpus = 2, local_ssds = 0, type = "nvidia-tesla-a100" }
    "a2-highgpu-4g"  = { gpu = "A100-40GB", gpus = 4, local_ssds = 0, type = "nvidia-tesla-a100" }
    "a2-highgpu-8g"  = { gpu = "A100-40GB", gpus = 8, local_ssds = 0, type = "nvidia-tesla-a100" }
    "a2-megagpu-16g" = { gpu = "A100-40GB", gpus = 16, local_ssds = 0, type = "nvidia-tesla-a100" }
    "a2-ultragpu-1g" = { gpu = "A100-80GB", gpus = 1, local_ssds = 1, type = "nvidia-a100-80gb" }
    "a2-ultragpu-2g" = { gpu = "A100-80GB", gpus = 2, local_ssds = 2, type = "nvidia-a100-80gb" }
    "a2-ultragpu-4g" = { gpu = "A100-80GB", gpus = 4, local_ssds = 4, type = "nvidia-a100-80gb" }
    "a2-ultragpu-8g" = { gpu = "A100-80GB", gpus = 8, local_ssds = 8, type = "nvidia-a100-80gb" }
    "a3-highgpu-1g"  = { gpu = "H100", gpus = 1, local_ssds = 2, type = "nvidia-h100-80gb" }
    "a3-highgpu-2g"  = { gpu = "H100", gpus = 2, local_ssds = 4, type = "nvidia-h100-80gb" }
    "a3-highgpu-4g"  = { gpu = "H100", gpus = 4, local_ssds = 8, type = "nvidia-h100-80gb" }
    "a3-highgpu-8g"  = { gpu = "H100", gpus = 8, local_ssds = 16, type = "nvidia-h100-80gb" }
    "a3-megagpu-8g"  = { gpu = "H100", gpus = 8, local_ssds = 16, type = "nvidia-h100-mega-80gb" }
    "g2-standard-4"  = { gpu = "L4", gpus = 1, local_ssds = 0, type = "nvidia-l4" }
    "g2-standard-8"  = { gpu = "L4", gpus = 1, local_ssds = 0, type = "nvidia-l4" }
    "g2-standard-12" = { gpu = "L4", gpus = 1, local_ssds = 0, type = "nvidia-l4" }
    "g2-standard-16" = { gpu = "L4", gpus = 1, local_ssds = 0, type = "nvidia-l4" }
    "g2-standard-24" = { gpu = "L4", gpus = 2, local_ssds = 0, type = "nvidia-l4" }
    "g2-standard-32" = { gpu = "L4", gpus = 1, local_ssds = 0, type = "nvidia-l4" }
    "g2-standard-48" = { gpu = "L4", gpus = 4, local_ssds = 0, type = "nvidia-l4" }
    "g2-standard-96" = { gpu = "L4", gpus = 8, local_ssds = 0, type = "nvidia-l4" }
  }
  _machine = local._machines[var.machine]

  # Smaller machines with H100 are never sold on demand, nor held in a reservation.
  _short_lived_machines = ["a3-highgpu-1g", "a3-highgpu-2g", "a3-highgpu-4g"]

  # Both wait in the queue of the Dynamic Workload Scheduler, and have their machines for a week.
  _scheduled = contains(["flex_start", "queued"], var.purchase.kind)

  # Eight GPUs and more nodes than one, in one zone: there, closer is faster and can be had. A reservation
  # has its own placement, the queue chooses, and spot takes what is there.
  _compact = startswith(var.machine, "a3-") && endswith(var.machine, "-8g") && var.nodes.max > 1 && length(var.zones) == 1 && var.purchase.kind == "on_demand"

  # Which reservation a node may start into. On demand: any that is open to all, before a new machine.
  _reservation = {
    capacity_reservation = "SPECIFIC_RESERVATION"
    flex_start           = "NO_RESERVATION"
    on_demand            = null
    queued               = "NO_RESERVATION"
    spot                 = "NO_RESERVATION"
  }[var.purchase.kind]

  _labels_of_nodes = {
    "topoplan.dev/accelerator"  = var.accelerator.name
    "topoplan.dev/accelerators" = tostring(var.accelerator.count)
    "topoplan.dev/pool"         = var.name
  }

  # A service account takes 30 characters.
  _account_id = length("${var.name}-node") <= 30 ? "${var.name}-node" : "${substr(var.name, 0, 18)}-${substr(sha256(var.name), 0, 6)}-node"
}

# Enough for a node to join, to log and to be measured. Pods have an identity of their own or none.
resource "google_service_account" "this" {
  project      = var.place.project
  account_id   = local._account_id
  display_name = "GPU nodes of ${var.name}"
  description  = "Nodes of the pool ${var.name}"
}

resource "google_project_iam_member" "this" {
  project = var.place.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.this.member
}

resource "google_container_node_pool" "this" {
  project           = var.place.project
  cluster           = var.cluster.id
  location          = var.cluster.location
  name              = var.name
  node_locations    = length(var.zones) > 0 ? var.zones : null
  max_pods_per_node = 32
  # In each zone. What comes of it above the bounds goes again.
  initial_node_count = ceil(var.nodes.min / max(1, length(var.zones)))

  # Wherever there is a machine: of GPUs, no zone has always one.
  autoscaling {
    total_min_node_count = var.nodes.min
    total_max_node_count = var.nodes.max
    location_policy      = "ANY"
  }

  # What the scheduler lent for a week is not repaired but asked for anew.
  management {
    auto_repair  = !local._scheduled
    auto_upgrade = true
  }

  # Of a reservation there is no spare machine: the old node goes before the new one comes. Scheduled
  # nodes know neither: GKE upgrades them when their week is over.
  dynamic "upgrade_settings" {
    for_each = local._scheduled ? [] : [var.purchase.kind == "capacity_reservation"]

    content {
      max_surge       = upgrade_settings.value ? 0 : 1
      max_unavailable = upgrade_settings.value ? 1 : 0
    }
  }

  dynamic "placement_policy" {
    for_each = local._compact ? [true] : []

    content {
      type = "COMPACT"
    }
  }

  dynamic "queued_provisioning" {
    for_each = var.purchase.kind == "queued" ? [true] : []

    content {
      enabled = true
    }
  }

  network_config {
    enable_private_nodes = true
  }

  node_config {
    image_type        = "COS_CONTAINERD"
    machine_type      = var.machine
    disk_type         = "pd-balanced"
    disk_size_gb      = var.disk_gib
    boot_disk_kms_key = var.key
    service_account   = google_service_account.this.email
    oauth_scopes      = ["https://www.googleapis.com/auth/cloud-platform"]
    tags              = [var.cluster.node_tag]
    labels            = local._labels_of_nodes
    resource_labels   = local._labels
    metadata          = { disable-legacy-endpoints = "true" }
    spot              = var.purchase.kind == "spot"
    flex_start        = local._scheduled
    # Seven days, the longest there is.
    max_run_duration = local._scheduled ? "604800s" : null

    guest_accelerator {
      type  = local._machine.type
      count = local._machine.gpus

      gpu_driver_installation_config {
        gpu_driver_version = "DEFAULT"
      }
    }

    # Images, weights and what pods write lie on them, where the machine has some.
    dynamic "ephemeral_storage_local_ssd_config" {
      for_each = local._machine.local_ssds > 0 ? [local._machine.local_ssds] : []

      content {
        local_ssd_count = ephemeral_storage_local_ssd_config.value
      }
    }

    dynamic "reservation_affinity" {
      for_each = local._reservation[*]

      content {
        consume_reservation_type = reservation_affinity.value
        key                      = var.purchase.reservation_id == null ? null : "compute.googleapis.com/reservation-name"
        values                   = var.purchase.reservation_id == null ? null : [var.purchase.reservation_id]
      }
    }

    gvnic {
      enabled = true
    }

    # As GKE has it by default: secure boot takes signed kernel modules only, and not every driver is one.
    shielded_instance_config {
      enable_integrity_monitoring = true
      enable_secure_boot          = false
    }

    taint {
      key    = "nvidia.com/gpu"
      value  = "present"
      effect = "NO_SCHEDULE"
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }

  # The autoscaler owns the size between the bounds; another first size would make a new pool.
  lifecycle {
    ignore_changes = [initial_node_count]
  }

  depends_on = [google_project_iam_member.this]
}
