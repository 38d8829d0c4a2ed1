locals {
  # Pods and services have ranges of their own, which no network of the topology uses.
  _pods     = "192.168.0.0/16"
  _services = "172.20.0.0/16"
  # The group that AKS makes for its machines: at most 80 characters, once in a subscription.
  _group = "${var.name}-nodes-${substr(sha1(join("/", [var.place.resource_group, var.name])), 0, 8)}"
  _overlaps = [
    for range in [local._pods, local._services] : range
    if cidrsubnet("${split("/", var.network.cidr)[0]}/16", 0, 0) == range
  ]
}

# The control plane acts in the network as this identity.
resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-cluster"
  location            = var.place.location
  resource_group_name = var.place.resource_group
  tags                = var.tags
}

# It joins nodes to the subnet, and gives load balancers their addresses in it.
resource "azurerm_role_assignment" "subnet" {
  scope                = var.network.nodes.subnet_id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "disks" {
  scope                = var.key.disk_encryption_set_id
  role_definition_name = "Reader"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_kubernetes_cluster" "this" {
  name                = var.name
  location            = var.place.location
  resource_group_name = var.place.resource_group
  node_resource_group = local._group
  dns_prefix          = var.name
  sku_tier            = "Standard"
  tags                = var.tags

  # Its API has an address of the nodes' subnet, and no other.
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = "System"
  # It runs what it is sent inside the cluster, past the network.
  run_command_enabled = false

  # Entra alone: no certificate of an administrator is ever given out.
  local_account_disabled            = true
  role_based_access_control_enabled = true

  azure_active_directory_role_based_access_control {
    admin_group_object_ids = sort(var.administrators)
    # Roles of the subscription give no way in.
    azure_rbac_enabled = false
    tenant_id          = var.place.tenant_id
  }

  # Pods that call Azure have an identity of their own.
  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  disk_encryption_set_id = var.key.disk_encryption_set_id

  # AKS moves the cluster, and with it the pools, to the next minor version once it is proven, so
  # that none falls out of support; nodes get their image weekly.
  automatic_upgrade_channel = "stable"
  node_os_upgrade_channel   = "NodeImage"
  image_cleaner_enabled     = true

  image_cleaner_interval_hours = 168

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    load_balancer_sku   = "standard"
    outbound_type       = "userAssignedNATGateway"
    pod_cidr            = local._pods
    service_cidr        = local._services
    dns_service_ip      = cidrhost(local._services, 10)
  }

  # GPU nodes turn everything away that does not ask for a GPU, so DNS and controllers live here.
  default_node_pool {
    name                         = "system"
    type                         = "VirtualMachineScaleSets"
    vm_size                      = var.system_nodes.machine
    vnet_subnet_id               = var.network.nodes.subnet_id
    zones                        = length(var.network.zones) > 0 ? var.network.zones : null
    auto_scaling_enabled         = true
    min_count                    = var.system_nodes.min
    max_count                    = var.system_nodes.max
    only_critical_addons_enabled = true
    host_encryption_enabled      = true
    node_public_ip_enabled       = false
    os_disk_type                 = "Managed"
    os_disk_size_gb              = 64
    os_sku                       = "Ubuntu"
    # Another machine moves through a pool of this name instead of a new cluster.
    temporary_name_for_rotation = "systemnext"
    node_labels                 = { "topoplan.dev/pool" = "system" }
    tags                        = var.tags

    upgrade_settings {
      max_surge                     = "33%"
      drain_timeout_in_minutes      = 30
      node_soak_duration_in_minutes = 0
    }
  }

  # Pools are given by the topology: AKS brings no machine of its own choice.
  node_provisioning_profile {
    mode = "Manual"
  }

  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = "Sunday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
    duration    = 6
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = "Saturday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
    duration    = 6
  }

  oms_agent {
    log_analytics_workspace_id      = var.place.log_analytics_workspace_id
    msi_auth_for_monitoring_enabled = true
  }

  depends_on = [
    azurerm_network_security_rule.this,
    azurerm_role_assignment.disks,
    azurerm_role_assignment.subnet,
  ]

  lifecycle {
    # An autoscaler owns the size between the bounds.
    ignore_changes = [default_node_pool[0].node_count]

    precondition {
      condition     = length(local._overlaps) == 0
      error_message = "network.cidr overlaps with ${join(" and ", local._overlaps)}, which pods and services of the cluster use: give the network another range."
    }
  }
}
