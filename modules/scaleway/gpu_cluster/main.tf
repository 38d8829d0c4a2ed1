locals {
  # A minor version: with automatic upgrades Kapsule chooses the patch.
  _version = "1.35"

  _tags = [for name, value in var.tags : "${name}=${value}"]

  # Only what nobody else of a Private Network may have: Kapsule gives these to services and pods.
  _service_cidr = "10.32.0.0/20"
  _pod_cidr     = "100.64.0.0/15"
}

# A control plane of its own, with an SLA and several copies; the free one is shared and has none.
resource "scaleway_k8s_cluster" "this" {
  name               = var.name
  description        = "GPU pools of ${var.name}"
  project_id         = var.place.project_id
  region             = var.place.region
  type               = "kapsule-dedicated-4"
  version            = local._version
  cni                = "cilium"
  private_network_id = var.network.private_network_id
  pod_cidr           = local._pod_cidr
  service_cidr       = local._service_cidr
  tags               = local._tags

  # The load balancers that services made inside the cluster would outlive it, cost on, and hold the
  # network. Volumes go too: what a pool keeps, it can fetch again.
  delete_additional_resources = true

  # Patches only: a minor version comes with a new one of this module.
  auto_upgrade {
    enable                        = true
    maintenance_window_day        = "tuesday"
    maintenance_window_start_hour = 3
  }

  autoscaler_config {
    # A pool per zone is one pool to whoever sized it.
    balance_similar_node_groups = true
    # A node that serves no model for this long is given back. Starting one takes minutes.
    scale_down_unneeded_time      = "15m"
    ignore_daemonsets_utilization = true
  }

  lifecycle {
    precondition {
      condition     = var.network.nat_address != null
      error_message = "The network has no way out: nodes without public addresses reach their control plane and their images through its Public Gateway. Give it nat = true."
    }

    precondition {
      condition     = cidrhost("${split("/", var.network.cidr)[0]}/20", 0) != cidrhost(local._service_cidr, 0)
      error_message = "The network has the range that Kapsule gives to services, ${local._service_cidr}."
    }
  }
}

# Without it the API of a new cluster answers the whole internet. Nodes come by the Public Gateway, and
# so does who works from inside the network.
resource "scaleway_k8s_acl" "this" {
  cluster_id = scaleway_k8s_cluster.this.id
  region     = var.place.region

  acl_rules {
    ip          = "${var.network.nat_address}/32"
    description = "Public Gateway of the network"
  }
}

# --- Nodes for DNS and controllers: one pool in each zone -------------------------------------------

locals {
  _zones = var.network.zones
  # Shared out as evenly as whole nodes can be, the first zones first.
  _system = {
    for position, zone in local._zones : zone => {
      max = floor(var.system_nodes.max / length(local._zones)) + (position < var.system_nodes.max % length(local._zones) ? 1 : 0)
      min = floor(var.system_nodes.min / length(local._zones)) + (position < var.system_nodes.min % length(local._zones) ? 1 : 0)
    }
  }
}

resource "scaleway_k8s_pool" "system" {
  for_each = { for zone, nodes in local._system : zone => nodes if nodes.max > 0 }

  cluster_id             = scaleway_k8s_cluster.this.id
  name                   = "system-${each.key}"
  region                 = var.place.region
  zone                   = each.key
  node_type              = var.system_nodes.machine
  size                   = each.value.min
  min_size               = each.value.min
  max_size               = each.value.max
  autoscaling            = true
  autohealing            = true
  container_runtime      = "containerd"
  public_ip_disabled     = true
  root_volume_type       = "sbs_5k"
  root_volume_size_in_gb = 50
  labels                 = { "topoplan.dev/pool" = "system" }
  tags                   = local._tags

  # The new node first: these are cheap, and there is always one.
  upgrade_policy {
    max_surge       = 1
    max_unavailable = 0
  }

  # A node that the control plane does not let in never joins.
  depends_on = [scaleway_k8s_acl.this]
}

# --- Who administers it -----------------------------------------------------------------------------

locals {
  _administrators = {
    for administrator in var.administrators : administrator => {
      id   = split(":", administrator)[1]
      kind = split(":", administrator)[0]
    }
  }
}

# IAM gives it for a project, not for a cluster: see README.md.
resource "scaleway_iam_policy" "administrator" {
  for_each = local._administrators

  # At most 64 characters.
  name            = "${var.name}-${each.value.kind}-${substr(each.value.id, 0, 8)}"
  description     = "Administers the clusters of the project, ${var.name} among them"
  organization_id = var.place.organization_id
  application_id  = each.value.kind == "application" ? each.value.id : null
  group_id        = each.value.kind == "group" ? each.value.id : null
  user_id         = each.value.kind == "user" ? each.value.id : null
  tags            = local._tags

  rule {
    project_ids          = [var.place.project_id]
    permission_set_names = ["KubernetesReadOnly", "KubernetesSystemMastersGroupAccess"]
  }
}
