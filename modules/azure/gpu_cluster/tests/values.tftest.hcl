mock_provider "azurerm" {}

variables {
  name = "support"
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

run "the_kubernetes_api_is_private" {
  command = plan

  assert {
    condition     = azurerm_kubernetes_cluster.this.private_cluster_enabled && !azurerm_kubernetes_cluster.this.private_cluster_public_fqdn_enabled && !azurerm_kubernetes_cluster.this.run_command_enabled
    error_message = "The Kubernetes API must answer inside the network only."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.local_account_disabled
    error_message = "Nobody may administer the cluster but through Entra."
  }
}

run "no_log_of_a_container_is_collected" {
  command = plan

  assert {
    condition     = one(azurerm_monitor_data_collection_rule.this.data_flow).streams == tolist(["Microsoft-KubeNodeInventory"])
    error_message = "A container's log can quote a prompt."
  }
}

run "a_network_without_a_way_out_is_refused" {
  command         = plan
  expect_failures = [var.network]

  variables {
    network = {
      cidr                 = "10.40.0.0/16"
      gateways_cidr        = "10.40.128.0/18"
      id                   = "network"
      location             = "germanywestcentral"
      name                 = "support"
      nat                  = false
      nat_gateway_id       = null
      nodes                = { cidr = "10.40.0.0/17", security_group_name = "nodes", subnet_id = "subnet" }
      private_dns_zone_ids = { key-vault = ["/zones/vault"] }
      private_endpoints    = { cidr = "10.40.192.0/20", subnet_id = "subnet" }
      zones                = ["1", "2"]
    }
  }
}

run "a_network_where_the_pods_are_is_refused" {
  command         = plan
  expect_failures = [azurerm_kubernetes_cluster.this]

  variables {
    network = {
      cidr                 = "192.168.0.0/20"
      gateways_cidr        = "192.168.8.0/22"
      id                   = "network"
      location             = "germanywestcentral"
      name                 = "support"
      nat                  = true
      nat_gateway_id       = null
      nodes                = { cidr = "192.168.0.0/21", security_group_name = "nodes", subnet_id = "subnet" }
      private_dns_zone_ids = { key-vault = ["/zones/vault"] }
      private_endpoints    = { cidr = "192.168.12.0/24", subnet_id = "subnet" }
      zones                = ["1", "2"]
    }
  }
}

run "system_nodes_on_arm_are_refused" {
  command         = plan
  expect_failures = [var.system_nodes]

  variables {
    system_nodes = { machine = "Standard_D4pds_v5", max = 3, min = 2 }
  }
}

run "a_cluster_without_a_system_node_is_refused" {
  command         = plan
  expect_failures = [var.system_nodes]

  variables {
    system_nodes = { machine = "Standard_D2s_v5", max = 3, min = 0 }
  }
}
