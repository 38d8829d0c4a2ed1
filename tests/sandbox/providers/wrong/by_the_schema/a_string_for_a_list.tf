# Incorrect attribute value type.*set of string required

provider "azurerm" {
  features {}
}

resource "azurerm_virtual_network" "v" {
  name                = "v"
  location            = "l"
  resource_group_name = "r"
  address_space       = "10.0.0.0/8"
}
