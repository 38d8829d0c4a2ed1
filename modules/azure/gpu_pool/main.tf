locals {
  # GPUs of each machine, and the GiB of its temporary disk;
  # learn.microsoft.com/azure/virtual-machines/sizes/gpu-accelerated
  _machines = {
    Standard_NC24ads_A100_v4  = { accelerator = "A100-80GB", count = 1, temporary_gib = 64 }
    Standard_NC40ads_H100_v5  = { accelerator = "H100-NVL", count = 1, temporary_gib = 128 }
    Standard_NC48ads_A100_v4  = { accelerator = "A100-80GB", count = 2, temporary_gib = 128 }
    Standard_NC80adis_H100_v5 = { accelerator = "H100-NVL", count = 2, temporary_gib = 256 }
    Standard_NC96ads_A100_v4  = { accelerator = "A100-80GB", count = 4, temporary_gib = 256 }
    Standard_ND96amsr_A100_v4 = { accelerator = "A100-80GB", count = 8, temporary_gib = 2900 }
    Standard_ND96is_H100_v5   = { accelerator = "H100", count = 8, temporary_gib = 1000 }
    Standard_ND96isr_H100_v5  = { accelerator = "H100", count = 8, temporary_gib = 1000 }
    Standard_ND96isr_H200_v5  = { accelerator = "H200", count = 8, temporary_gib = 1000 }
  }

  # AKS takes 12 lower-case letters and digits: a digest stands in for what does not fit.
  _plain = replace(var.name, "-", "")
  _pool  = length(local._plain) <= 12 ? local._plain : "${substr(local._plain, 0, 6)}${substr(sha1(var.name), 0, 6)}"

  _rotating = "t${substr(sha1(var.name), 0, 11)}"

  _spot = var.purchase.kind == "spot"

  # AKS sets the last one itself; without it here each plan would be a change.
  _labels = merge(
    {
      "nvidia.com/gpu.present"    = "true"
      "topoplan.dev/accelerator"  = var.accelerator.name
      "topoplan.dev/accelerators" = tostring(var.accelerator.count)
      "topoplan.dev/pool"         = var.name
    },
    local._spot ? { "kubernetes.azure.com/scalesetpriority" = "spot" } : {},
  )
  _taints = concat(
    ["nvidia.com/gpu=present:NoSchedule"],
    local._spot ? ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"] : [],
  )
}

# The cluster starts machines in the reservation as its identity.
resource "azurerm_role_assignment" "reservation" {
  count                = var.purchase.kind == "capacity_reservation" ? 1 : 0
  scope                = var.purchase.reservation_id
  role_definition_name = "Contributor"
  principal_id         = var.cluster.identity_principal_id
  principal_type       = "ServicePrincipal"
}

# No InfiniBand driver: it joins the GPUs of several nodes, and a pool serves each model within one.
resource "azurerm_kubernetes_cluster_node_pool" "this" {
  name                  = local._pool
  kubernetes_cluster_id = var.cluster.id
  mode                  = "User"
  vm_size               = var.machine
  vnet_subnet_id        = var.network.nodes.subnet_id
  zones                 = length(var.zones) > 0 ? var.zones : null

  auto_scaling_enabled = true
  min_count            = var.nodes.min
  max_count            = var.nodes.max
  node_count           = var.nodes.min

  priority                      = local._spot ? "Spot" : "Regular"
  eviction_policy               = local._spot ? "Delete" : null
  spot_max_price                = local._spot ? -1 : null
  capacity_reservation_group_id = var.purchase.kind == "capacity_reservation" ? var.purchase.reservation_id : null

  os_type = "Linux"
  os_sku  = "Ubuntu"
  # On the machine's own disk where the image and the weights fit: faster, free, and gone with the
  # node. A managed one is encrypted with the cluster's disk encryption set.
  os_disk_type            = var.disk_gib <= local._machines[var.machine].temporary_gib && var.disk_gib <= 2048 ? "Ephemeral" : "Managed"
  os_disk_size_gb         = var.disk_gib
  host_encryption_enabled = true
  node_public_ip_enabled  = false
  gpu_driver              = "Install"
  # Another machine, disk or zone moves through a pool of this name: without one the provider refuses.
  temporary_name_for_rotation = local._rotating

  node_labels = local._labels
  node_taints = local._taints
  tags        = var.tags

  # Drains first: of a scarce machine there may be no second. Azure takes no such order for spot.
  dynamic "upgrade_settings" {
    for_each = local._spot ? [] : [true]

    content {
      max_surge                     = "0"
      max_unavailable               = "1"
      drain_timeout_in_minutes      = 30
      node_soak_duration_in_minutes = 0
    }
  }

  depends_on = [azurerm_role_assignment.reservation]

  lifecycle {
    # An autoscaler owns the size between the bounds.
    ignore_changes = [node_count]
  }
}
