mock_provider "azurerm" {}

variables {
  name        = "support-hot"
  accelerator = { name = "H100-NVL", count = 2 }
  cluster     = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.ContainerService/managedClusters/support", identity_principal_id = "00000000-0000-0000-0000-000000000006", key_id = "https://support-1.vault.azure.net/keys/encryption" }
  machine     = "Standard_NC80adis_H100_v5"
  nodes       = { min = 0, max = 4 }
  serving     = { address = "10.40.127.240", health_path = "/health", port = 8000 }
  zones       = ["1"]
  clients     = { gateway = { caller = { ranges = ["10.40.130.0/27"] }, description = "Gateway" } }
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

run "aks_gets_a_name_that_it_takes" {
  command = plan

  variables {
    name = "support-of-the-bank-hot"
  }

  assert {
    condition     = can(regex("^[a-z][a-z0-9]{0,11}$", azurerm_kubernetes_cluster_node_pool.this.name))
    error_message = "A Linux node pool has at most 12 lower-case letters and digits."
  }

  assert {
    condition     = azurerm_kubernetes_cluster_node_pool.this.node_labels["topoplan.dev/pool"] == "support-of-the-bank-hot"
    error_message = "The nodes bear the whole name."
  }
}

run "only_callers_reach_the_address" {
  command = plan

  assert {
    condition     = one(azurerm_network_security_rule.callers[*].source_address_prefixes) == toset(["10.40.130.0/27"]) && one(azurerm_network_security_rule.callers[*].destination_address_prefix) == "10.40.127.240/32"
    error_message = "The rule must name the callers and the pool's address."
  }

  assert {
    condition     = output.url == "http://10.40.127.240:80" && output.internal
    error_message = "The models are served at the private address."
  }
}

run "a_disk_that_fits_lies_on_the_machine" {
  command = plan

  assert {
    condition     = azurerm_kubernetes_cluster_node_pool.this.os_disk_type == "Ephemeral"
    error_message = "200 GiB fit on the 256 GiB of the machine's temporary disk."
  }
}

run "a_disk_that_does_not_fit_is_a_managed_one" {
  command = plan

  variables {
    disk_gib = 500
  }

  assert {
    condition     = azurerm_kubernetes_cluster_node_pool.this.os_disk_type == "Managed"
    error_message = "500 GiB do not fit on the 256 GiB of the machine's temporary disk."
  }
}

run "the_wrong_gpu_is_refused" {
  command         = plan
  expect_failures = [var.machine]

  variables {
    accelerator = { name = "H100", count = 2 }
  }
}

run "a_gpu_that_azure_does_not_sell_is_refused" {
  command         = plan
  expect_failures = [var.accelerator]

  variables {
    accelerator = { name = "L4", count = 2 }
  }
}

run "an_address_outside_of_the_nodes_range_is_refused" {
  command         = plan
  expect_failures = [var.serving]

  variables {
    serving = { address = "10.40.128.4", health_path = "/health", port = 8000 }
  }
}

run "a_pool_without_an_address_is_refused" {
  command         = plan
  expect_failures = [var.serving]

  variables {
    serving = { health_path = "/health", port = 8000 }
  }
}

run "a_zone_that_the_network_does_not_use_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    zones = ["4"]
  }
}

run "a_timetable_is_refused" {
  command         = plan
  expect_failures = [var.schedule]

  variables {
    schedule = { start = "0 7 * * 1-5", end = "0 20 * * 1-5" }
  }
}
