# Unsupported argument.*"enable_auto_scaling"

provider "azurerm" {
  features {}
}

resource "azurerm_kubernetes_cluster_node_pool" "p" {
  name                  = "p"
  kubernetes_cluster_id = "k"
  vm_size               = "Standard_D4s_v5"
  enable_auto_scaling   = true
}
