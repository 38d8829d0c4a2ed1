# (Insufficient features blocks|features.*is required)

provider "azurerm" {}

resource "azurerm_resource_group" "g" {
  name     = "g"
  location = "l"
}
