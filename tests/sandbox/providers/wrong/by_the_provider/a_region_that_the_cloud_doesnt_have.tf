# expected region to be one of

terraform {
  required_providers {
    scaleway = { source = "scaleway/scaleway" }
  }
}

provider "scaleway" { region = "de-fra" }

resource "scaleway_vpc" "v" {}
