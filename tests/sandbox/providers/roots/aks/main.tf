terraform {
  required_providers {
    azurerm    = { source = "hashicorp/azurerm", version = "~> 5.0" }
    kubernetes = { source = "hashicorp/kubernetes", version = "~> 3.4" }
  }
}

provider "azurerm" {
  features {}
}

provider "kubernetes" {
  host                   = azurerm_kubernetes_cluster.llm.kube_config[0].host
  cluster_ca_certificate = base64decode(azurerm_kubernetes_cluster.llm.kube_config[0].cluster_ca_certificate)
}

data "azurerm_client_config" "me" {}

resource "azurerm_resource_group" "llm" {
  name     = "llm"
  location = "swedencentral"
}

resource "azurerm_virtual_network" "llm" {
  name                = "llm"
  location            = azurerm_resource_group.llm.location
  resource_group_name = azurerm_resource_group.llm.name
  address_space       = ["10.0.0.0/16"]
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = azurerm_resource_group.llm.name
  virtual_network_name = azurerm_virtual_network.llm.name
  address_prefixes     = ["10.0.0.0/20"]
}

resource "azurerm_kubernetes_cluster" "llm" {
  name                = "llm"
  location            = azurerm_resource_group.llm.location
  resource_group_name = azurerm_resource_group.llm.name
  dns_prefix          = "llm"

  default_node_pool {
    name           = "system"
    node_count     = 1
    vm_size        = "Standard_D4s_v5"
    vnet_subnet_id = azurerm_subnet.nodes.id
  }

  identity {
    type = "SystemAssigned"
  }

  node_provisioning_profile {
    mode = "Manual"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "h100" {
  name                  = "h100"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.llm.id
  vm_size               = "Standard_ND96isr_H100_v5"
  vnet_subnet_id        = azurerm_subnet.nodes.id
  auto_scaling_enabled  = true
  max_count             = 2
  min_count             = 0
  node_taints           = ["nvidia.com/gpu=present:NoSchedule"]
}

resource "azurerm_cognitive_account" "llm" {
  name                  = "acme-llm"
  location              = azurerm_resource_group.llm.location
  resource_group_name   = azurerm_resource_group.llm.name
  kind                  = "OpenAI"
  sku_name              = "S0"
  custom_subdomain_name = "acme-llm"
}

resource "azurerm_cognitive_deployment" "gpt" {
  name                 = "gpt-4o"
  cognitive_account_id = azurerm_cognitive_account.llm.id

  model {
    format  = "OpenAI"
    name    = "gpt-4o"
    version = "2024-11-20"
  }

  sku {
    name     = "DataZoneStandard"
    capacity = 10
  }
}

resource "azurerm_private_endpoint" "openai" {
  name                = "openai"
  location            = azurerm_resource_group.llm.location
  resource_group_name = azurerm_resource_group.llm.name
  subnet_id           = azurerm_subnet.nodes.id

  private_service_connection {
    name                           = "openai"
    is_manual_connection           = false
    private_connection_resource_id = azurerm_cognitive_account.llm.id
    subresource_names              = ["account"]
  }
}

resource "azurerm_key_vault" "llm" {
  name                       = "acme-llm"
  location                   = azurerm_resource_group.llm.location
  resource_group_name        = azurerm_resource_group.llm.name
  tenant_id                  = data.azurerm_client_config.me.tenant_id
  sku_name                   = "premium"
  rbac_authorization_enabled = true
}

resource "azurerm_role_assignment" "kubelet" {
  scope                = azurerm_key_vault.llm.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_kubernetes_cluster.llm.kubelet_identity[0].object_id
}

resource "kubernetes_secret_v1" "key" {
  metadata {
    name = "openai"
  }
  data = {
    key = azurerm_cognitive_account.llm.primary_access_key
  }
}

output "endpoint" {
  value = azurerm_cognitive_account.llm.endpoint
}
