# Insufficient sku blocks

provider "azurerm" {
  features {}
}

resource "azurerm_cognitive_deployment" "d" {
  name                 = "d"
  cognitive_account_id = "a"
  model {
    format = "OpenAI"
    name   = "gpt-4o"
  }
}
