# What docs/comparison.md prices: an LLM platform on Azure, small enough to read.

resource "azurerm_resource_group" "llm" {
  name     = "llm"
  location = "swedencentral"
}

resource "azurerm_cognitive_account" "openai" {
  name                = "llm-openai"
  resource_group_name = azurerm_resource_group.llm.name
  location            = azurerm_resource_group.llm.location
  kind                = "OpenAI"
  sku_name            = "S0"
}

# processed inside the EU's data zone, and priced above Global
resource "azurerm_cognitive_deployment" "chat" {
  name                 = "chat"
  cognitive_account_id = azurerm_cognitive_account.openai.id

  model {
    format  = "OpenAI"
    name    = "gpt-4o"
    version = "2024-11-20"
  }

  sku {
    name     = "DataZoneStandard"
    capacity = 100
  }
}

# throughput that is rented by the hour, used or not
resource "azurerm_cognitive_deployment" "steady" {
  name                 = "steady"
  cognitive_account_id = azurerm_cognitive_account.openai.id

  model {
    format  = "OpenAI"
    name    = "gpt-4o"
    version = "2024-11-20"
  }

  sku {
    name     = "ProvisionedManaged"
    capacity = 50
  }
}

resource "azurerm_kubernetes_cluster" "serving" {
  name                = "serving"
  resource_group_name = azurerm_resource_group.llm.name
  location            = azurerm_resource_group.llm.location
  dns_prefix          = "serving"
  sku_tier            = "Standard"

  default_node_pool {
    name         = "system"
    vm_size      = "Standard_D4s_v5"
    node_count   = 2
    os_disk_type = "Ephemeral"
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "gpu" {
  name                  = "gpu"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.serving.id
  vm_size               = "Standard_NC24ads_A100_v4"
  auto_scaling_enabled  = true
  min_count             = 1
  max_count             = 4
  os_disk_type          = "Ephemeral"
}

resource "azurerm_managed_lustre_file_system" "weights" {
  name                   = "weights"
  resource_group_name    = azurerm_resource_group.llm.name
  location               = azurerm_resource_group.llm.location
  sku_name               = "AMLFS-Durable-Premium-250"
  storage_capacity_in_tb = 8
  subnet_id              = var.subnet_id
  zones                  = ["1"]

  maintenance_window {
    day_of_week        = "Sunday"
    time_of_day_in_utc = "02:00"
  }
}

variable "subnet_id" {
  type = string
}
