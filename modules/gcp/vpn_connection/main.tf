locals {
  # Labels take lower-case letters, digits, _ and -, at most 63 of them.
  _labels = {
    for key, value in var.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }

  _redundancy = length(var.tunnels) == 2 ? "TWO_IPS_REDUNDANCY" : "FOUR_IPS_REDUNDANCY"
  _tunnels    = { for position, tunnel in var.tunnels : tostring(position) => merge(tunnel, { position = position }) }
}

resource "google_compute_external_vpn_gateway" "this" {
  project         = var.place.project
  name            = var.name
  description     = "The other end of ${var.name}"
  redundancy_type = local._redundancy
  labels          = local._labels

  dynamic "interface" {
    for_each = local._tunnels

    content {
      id         = interface.value.position
      ip_address = var.remote.addresses[interface.value.position]
    }
  }
}

# The keys are never in the state of this end; a digest's beginning tells when they have changed.
resource "google_compute_vpn_tunnel" "this" {
  for_each = local._tunnels

  project                         = var.place.project
  region                          = var.place.region
  name                            = "${var.name}-${each.key}"
  description                     = "Tunnel ${each.key} of ${var.name}"
  vpn_gateway                     = var.vpn.id
  vpn_gateway_interface           = each.value.interface
  peer_external_gateway           = google_compute_external_vpn_gateway.this.id
  peer_external_gateway_interface = each.value.position
  router                          = var.vpn.router
  ike_version                     = 2
  shared_secret_wo                = var.keys[each.value.position]
  shared_secret_wo_version        = substr(nonsensitive(sha256(var.keys[each.value.position])), 0, 8)
  labels                          = local._labels
}

resource "google_compute_router_interface" "this" {
  for_each = local._tunnels

  project    = var.place.project
  region     = var.place.region
  router     = var.vpn.router
  name       = "${var.name}-${each.key}"
  ip_range   = "${each.value.here}/30"
  vpn_tunnel = google_compute_vpn_tunnel.this[each.key].name
}

resource "google_compute_router_peer" "this" {
  for_each = local._tunnels

  project                   = var.place.project
  region                    = var.place.region
  router                    = var.vpn.router
  name                      = "${var.name}-${each.key}"
  interface                 = google_compute_router_interface.this[each.key].name
  ip_address                = each.value.here
  peer_ip_address           = each.value.there
  peer_asn                  = var.remote.asn
  advertised_route_priority = 100
}
