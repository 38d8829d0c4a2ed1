locals {
  # Labels take lower-case letters, digits, _ and -, at most 63 of them.
  _labels = {
    for key, value in var.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }

  _addresses = google_compute_ha_vpn_gateway.this.vpn_interfaces[*].ip_address
}

resource "google_compute_ha_vpn_gateway" "this" {
  project     = var.place.project
  region      = var.place.region
  network     = var.network.id
  name        = var.name
  description = "VPN gateway of ${var.network.name}"
  labels      = local._labels

  # Google makes these two anyway; here they stand for the number of them, which is known before an apply.
  vpn_interfaces {
    id = 0
  }

  vpn_interfaces {
    id = 1
  }
}

# One range tells the other ends of everything here; the default would tell of each subnet.
resource "google_compute_router" "this" {
  project     = var.place.project
  region      = var.place.region
  network     = var.network.id
  name        = var.name
  description = "Routes of the VPN gateway of ${var.network.name}"

  bgp {
    asn            = var.asn
    advertise_mode = "CUSTOM"

    advertised_ip_ranges {
      description = "The network"
      range       = var.network.cidr
    }
  }
}
