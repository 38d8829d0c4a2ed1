mock_provider "azurerm" {
  mock_resource "azurerm_container_app_environment" {
    defaults = { default_domain = "kindhill-1.germanywestcentral.azurecontainerapps.io", static_ip_address = "10.40.130.20" }
  }
}

variables {
  name   = "support"
  config = "model_list: []"
  image  = "ghcr.io/berriai/litellm:v1.106.2"
  zones  = ["1", "2"]
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

run "the_gateway_is_private" {
  command = plan

  assert {
    condition     = output.internal && azurerm_container_app_environment.this.public_network_access == "Disabled" && !one(azurerm_container_app.this.ingress).allow_insecure_connections
    error_message = "The gateway must have no public address, and speak HTTPS."
  }

  assert {
    condition     = azurerm_container_app_environment.this.zone_redundancy_enabled
    error_message = "A gateway in two zones must survive one."
  }
}

run "the_subnet_lies_in_the_quarter_of_gateways" {
  command = plan

  assert {
    condition     = alltrue([for range in azurerm_subnet.this.address_prefixes : endswith(range, "/27") && cidrsubnet("${split("/", range)[0]}/18", 0, 0) == "10.40.128.0/18"])
    error_message = "A gateway takes a /27 of what the network keeps for gateways."
  }
}

run "without_hosts_there_is_no_way_out" {
  command = plan

  assert {
    condition     = length([for rule in azurerm_network_security_group.this.security_rule : rule if rule.access == "Allow" && rule.destination_address_prefix == "Internet"]) == 0
    error_message = "Nobody has asked for the internet."
  }

  assert {
    condition     = length([for rule in azurerm_network_security_group.this.security_rule : rule if rule.access == "Deny" && rule.priority == 4096]) == 2
    error_message = "What no rule lets through has to be denied, both ways."
  }
}

run "a_pool_is_reached_at_its_address_alone" {
  command = plan

  variables {
    pools = { hot = { description = "Pool hot", address = { cidr = "10.40.127.240/32", port = 80 } } }
  }

  assert {
    condition     = [for rule in azurerm_network_security_group.this.security_rule : rule.destination_port_range if rule.destination_address_prefix == "10.40.127.240/32"] == ["80"]
    error_message = "The gateway may call the pool's address, on its port."
  }
}

run "requests_a_minute_are_told_as_requests_a_second" {
  command = plan

  assert {
    condition     = one(one(azurerm_container_app.this.template).http_scale_rule).concurrent_requests == "10"
    error_message = "600 requests a minute are 10 a second, which is what Azure compares."
  }
}

run "an_image_under_a_tag_that_moves_is_refused" {
  command         = plan
  expect_failures = [var.image]

  variables {
    image = "ghcr.io/berriai/litellm:latest"
  }
}

run "a_size_that_container_apps_does_not_offer_is_refused" {
  command         = plan
  expect_failures = [var.size]

  variables {
    size = { cpu = 1024, memory = 4096 }
  }
}

run "a_silence_that_azure_cuts_is_refused" {
  command         = plan
  expect_failures = [var.idle_timeout_s]

  variables {
    idle_timeout_s = 600
  }
}

run "a_secret_that_stands_in_the_environment_too_is_refused" {
  command         = plan
  expect_failures = [azurerm_container_app.this]

  variables {
    environment = { API_KEY = "open" }
    secrets     = { API_KEY = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/support/providers/Microsoft.KeyVault/vaults/support-1/secrets/key" }
  }
}
