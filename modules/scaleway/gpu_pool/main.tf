locals {
  _labels = {
    "topoplan.dev/accelerator"  = var.accelerator.name
    "topoplan.dev/accelerators" = tostring(var.accelerator.count)
    "topoplan.dev/pool"         = var.name
  }

  _tags = [for name, value in var.tags : "${name}=${value}"]

  # A pool of Kapsule lies in one zone. The bounds are shared out as evenly as whole nodes can be, the
  # first zones first; the autoscaler of the cluster keeps the pools balanced.
  _pools = {
    for position, zone in var.zones : zone => {
      max = floor(var.nodes.max / length(var.zones)) + (position < var.nodes.max % length(var.zones) ? 1 : 0)
      min = floor(var.nodes.min / length(var.zones)) + (position < var.nodes.min % length(var.zones) ? 1 : 0)
    }
  }
}

resource "scaleway_k8s_pool" "this" {
  for_each = local._pools

  cluster_id             = var.cluster.id
  name                   = "${var.name}-${each.key}"
  region                 = var.place.region
  zone                   = each.key
  node_type              = var.machine
  size                   = each.value.min
  min_size               = each.value.min
  max_size               = each.value.max
  autoscaling            = true
  autohealing            = true
  container_runtime      = "containerd"
  public_ip_disabled     = true
  root_volume_type       = "sbs_15k"
  root_volume_size_in_gb = var.disk_gib
  labels                 = local._labels
  tags                   = local._tags

  # Kapsule keeps it on every node. NVIDIA's operator, which Kapsule installs, tolerates it.
  taints {
    key    = "nvidia.com/gpu"
    value  = "present"
    effect = "NoSchedule"
  }

  # The old node first: of a machine with GPUs there may be no second one, and no quota for it.
  upgrade_policy {
    max_surge       = 0
    max_unavailable = 1
  }
}
