mock_provider "azurerm" {}

variables {
  name        = "hot"
  accelerator = { name = "H100", count = 8 }
  cluster     = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.ContainerService/managedClusters/support", identity_principal_id = "00000000-0000-0000-0000-000000000006", key_id = "https://support-1.vault.azure.net/keys/encryption" }
  machine     = "Standard_ND96isr_H100_v5"
  nodes       = { min = 0, max = 1 }
  serving     = { address = "10.40.127.240", health_path = "/health", port = 8000 }
  zones       = ["1"]
  key = {
    disk_encryption_set_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Compute/diskEncryptionSets/support-nodes"
    id                     = "https://support-1.vault.azure.net/keys/encryption"
    identity_client_id     = "00000000-0000-0000-0000-000000000005"
    identity_id            = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.ManagedIdentity/userAssignedIdentities/support"
    identity_principal_id  = "00000000-0000-0000-0000-000000000007"
    recovery_window_days   = 30
    vault_id               = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.KeyVault/vaults/support-1"
    vault_uri              = "https://support-1.vault.azure.net/"
    version_id             = "https://support-1.vault.azure.net/keys/encryption/0123456789abcdef"
  }
  network = {
    cidr                 = "10.40.0.0/16"
    gateways_cidr        = "10.40.128.0/18"
    id                   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support"
    location             = "germanywestcentral"
    name                 = "support"
    nat                  = true
    nat_gateway_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/natGateways/support"
    nodes                = { cidr = "10.40.0.0/17", security_group_name = "support-nodes", subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support/subnets/nodes" }
    private_dns_zone_ids = { azure-openai = ["/zones/openai"], key-vault = ["/zones/vault"], storage = ["/zones/blob"] }
    private_endpoints    = { cidr = "10.40.192.0/20", subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.Network/virtualNetworks/support/subnets/private-endpoints" }
    zones                = ["1", "2", "3"]
  }
  place = {
    deployer_ranges              = ["203.0.113.7/32"]
    location                     = "germanywestcentral"
    log_analytics_workspace_guid = "00000000-0000-0000-0000-000000000009"
    log_analytics_workspace_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.OperationalInsights/workspaces/support"
    resource_group               = "support"
    subscription_id              = "00000000-0000-0000-0000-000000000001"
    tenant_id                    = "00000000-0000-0000-0000-000000000002"
  }
}

run "spot_is_bought_at_any_price_below_on_demand_and_says_so_to_pods" {
  command = plan

  variables {
    purchase = { kind = "spot" }
  }

  assert {
    condition     = azurerm_kubernetes_cluster_node_pool.this.priority == "Spot" && azurerm_kubernetes_cluster_node_pool.this.spot_max_price == -1 && azurerm_kubernetes_cluster_node_pool.this.eviction_policy == "Delete"
    error_message = "Spot is bought on the market, and a node that is taken back is gone."
  }

  assert {
    condition     = contains(azurerm_kubernetes_cluster_node_pool.this.node_taints, "kubernetes.azure.com/scalesetpriority=spot:NoSchedule") && length(azurerm_kubernetes_cluster_node_pool.this.upgrade_settings) == 0
    error_message = "AKS taints spot nodes, and takes no order of upgrades for them."
  }
}

run "a_reservation_is_started_in" {
  command = plan

  variables {
    purchase = { kind = "capacity_reservation", reservation_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/capacity/providers/Microsoft.Compute/capacityReservationGroups/h100" }
  }

  assert {
    condition     = endswith(azurerm_kubernetes_cluster_node_pool.this.capacity_reservation_group_id, "/h100") && azurerm_kubernetes_cluster_node_pool.this.priority == "Regular"
    error_message = "The nodes must start in the reservation, on demand."
  }

  assert {
    condition     = one(azurerm_role_assignment.reservation[*].principal_id) == "00000000-0000-0000-0000-000000000006"
    error_message = "The cluster must be allowed to use the reservation."
  }
}

run "a_reservation_without_its_id_is_refused" {
  command         = plan
  expect_failures = [var.purchase]

  variables {
    purchase = { kind = "capacity_reservation" }
  }
}

run "a_block_is_refused" {
  command         = plan
  expect_failures = [var.purchase]

  variables {
    purchase = { kind = "capacity_block" }
  }
}

run "another_machine_has_a_pool_to_move_through" {
  command = plan

  assert {
    condition     = can(regex("^[a-z][a-z0-9]{0,11}$", azurerm_kubernetes_cluster_node_pool.this.temporary_name_for_rotation)) && azurerm_kubernetes_cluster_node_pool.this.temporary_name_for_rotation != azurerm_kubernetes_cluster_node_pool.this.name
    error_message = "Without the name of a second pool the provider refuses to change machine, disk, zones or subnet."
  }
}
