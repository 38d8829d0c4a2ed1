# The pool's address is reserved here and not by a controller inside the cluster, so that a gateway can
# be configured with it before the first pod runs: a service of Kubernetes of type LoadBalancer takes it.
resource "google_compute_address" "this" {
  project      = var.place.project
  region       = var.place.region
  name         = "${var.name}-serving"
  description  = "Where the models of the pool ${var.name} are served"
  address_type = "INTERNAL"
  purpose      = "GCE_ENDPOINT"
  address      = var.serving.address
  subnetwork   = var.network.nodes.subnetwork
  labels       = local._labels
}

# To every node of the cluster, since GKE hands calls to any of them on; to this one address, so that
# callers of another pool of the cluster stay out. A call keeps that address until a node has it.
resource "google_compute_firewall" "client" {
  for_each = var.clients

  project            = var.place.project
  network            = var.network.id
  name               = "${var.name}-from-${each.key}"
  description        = each.value.description
  direction          = "INGRESS"
  priority           = 1000
  source_ranges      = [each.value.caller.cidr]
  destination_ranges = ["${var.serving.address}/32"]
  target_tags        = [var.cluster.node_tag]

  allow {
    protocol = "tcp"
    ports    = ["80"]
  }
}

# Callers of linked networks, which are known by their ranges alone.
resource "google_compute_firewall" "client_range" {
  for_each = var.client_ranges

  project            = var.place.project
  network            = var.network.id
  name               = "${var.name}-from-${each.key}"
  description        = each.value.description
  direction          = "INGRESS"
  priority           = 1000
  source_ranges      = each.value.ranges
  destination_ranges = ["${var.serving.address}/32"]
  target_tags        = [var.cluster.node_tag]

  allow {
    protocol = "tcp"
    ports    = ["80"]
  }
}
