# Each end makes one of its own; both stand before anything passes. Routes to subnets come with it.
resource "google_compute_network_peering" "this" {
  name                                = var.name
  network                             = var.network.id
  peer_network                        = var.peer.network.id
  export_custom_routes                = false
  import_custom_routes                = false
  export_subnet_routes_with_public_ip = false
  import_subnet_routes_with_public_ip = false
}
