locals {
  # Labels take lower-case letters, digits, _ and -, at most 63 of them.
  _labels = {
    for key, value in var.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }

  # Sixteenths of the range: 0-3 nodes, 4 gateways, 5 proxies, 6 Kubernetes services, 7 left free, 8-15 pods.
  _cidr = {
    gateways = cidrsubnet(var.cidr, 4, 4)
    nodes    = cidrsubnet(var.cidr, 2, 0)
    pods     = cidrsubnet(var.cidr, 1, 1)
    proxies  = cidrsubnet(var.cidr, 4, 5)
    services = cidrsubnet(var.cidr, 4, 6)
  }

  _ranges = { pods = "pods", services = "services" }

  # Machines, and the gateways that Cloud Run lends an address to.
  _subnets = {
    gateways = google_compute_subnetwork.gateways
    nodes    = google_compute_subnetwork.nodes
  }
}

# No default routes: what leads out is written below, and nothing else.
resource "google_compute_network" "this" {
  project                         = var.place.project
  name                            = var.name
  description                     = "Network of ${var.name}"
  auto_create_subnetworks         = false
  delete_default_routes_on_create = true
  routing_mode                    = "REGIONAL"
  # A firewall policy comes first, so that a rule by name can let through what the last rule refuses.
  network_firewall_policy_enforcement_order = "BEFORE_CLASSIC_FIREWALL"
}

# --- Subnets: regional, so every zone of the region has the same ----------------------------------

resource "google_compute_subnetwork" "nodes" {
  project                  = var.place.project
  region                   = var.place.region
  network                  = google_compute_network.this.id
  name                     = "${var.name}-nodes"
  description              = "Nodes of clusters, their control planes' endpoints and the addresses of pools"
  ip_cidr_range            = local._cidr.nodes
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = local._ranges.pods
    ip_cidr_range = local._cidr.pods
  }

  secondary_ip_range {
    range_name    = local._ranges.services
    ip_cidr_range = local._cidr.services
  }

  log_config {
    aggregation_interval = "INTERVAL_1_MIN"
    flow_sampling        = 1
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

# A subnet of their own: the addresses of Cloud Run have no identity that a firewall could ask them for.
resource "google_compute_subnetwork" "gateways" {
  project                  = var.place.project
  region                   = var.place.region
  network                  = google_compute_network.this.id
  name                     = "${var.name}-gateways"
  description              = "Instances of gateways, and the addresses of their load balancers"
  ip_cidr_range            = local._cidr.gateways
  private_ip_google_access = true

  log_config {
    aggregation_interval = "INTERVAL_1_MIN"
    flow_sampling        = 1
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

# The proxies of internal load balancers; Google allows one such subnet in a region of a network, and
# no flow log of it.
resource "google_compute_subnetwork" "proxies" {
  project       = var.place.project
  region        = var.place.region
  network       = google_compute_network.this.id
  name          = "${var.name}-proxies"
  description   = "Proxies of internal load balancers"
  ip_cidr_range = local._cidr.proxies
  purpose       = "REGIONAL_MANAGED_PROXY"
  role          = "ACTIVE"
}

# --- The way to the internet ----------------------------------------------------------------------

resource "google_compute_route" "internet" {
  count = var.nat ? 1 : 0

  project          = var.place.project
  network          = google_compute_network.this.id
  name             = "${var.name}-internet"
  description      = "Anywhere, through Cloud NAT: nothing here has a public address"
  dest_range       = "0.0.0.0/0"
  next_hop_gateway = "default-internet-gateway"
  priority         = 1000
}

resource "google_compute_router" "this" {
  count = var.nat ? 1 : 0

  project = var.place.project
  region  = var.place.region
  network = google_compute_network.this.id
  name    = var.name
}

# Reserved, so that vendors can let this one address in.
resource "google_compute_address" "nat" {
  count = var.nat ? 1 : 0

  project      = var.place.project
  region       = var.place.region
  name         = "${var.name}-nat"
  description  = "What ${var.name} is seen as on the internet"
  address_type = "EXTERNAL"
  network_tier = "PREMIUM"
  labels       = local._labels
}

resource "google_compute_router_nat" "this" {
  count = var.nat ? 1 : 0

  project                             = var.place.project
  region                              = var.place.region
  router                              = google_compute_router.this[0].name
  name                                = var.name
  nat_ip_allocate_option              = "MANUAL_ONLY"
  nat_ips                             = [google_compute_address.nat[0].self_link]
  source_subnetwork_ip_ranges_to_nat  = "LIST_OF_SUBNETWORKS"
  enable_dynamic_port_allocation      = true
  enable_endpoint_independent_mapping = false
  min_ports_per_vm                    = 64
  max_ports_per_vm                    = 4096

  dynamic "subnetwork" {
    for_each = local._subnets

    content {
      name                    = subnetwork.value.id
      source_ip_ranges_to_nat = ["ALL_IP_RANGES"]
    }
  }

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}

# --- What may leave: the APIs of Google, and what a gateway, a cluster or a pool adds ---------------

resource "google_compute_firewall" "deny_egress" {
  project            = var.place.project
  network            = google_compute_network.this.id
  name               = "${var.name}-deny-egress"
  description        = "What no other rule lets out stays in"
  direction          = "EGRESS"
  priority           = 65534
  destination_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "google_apis" {
  project            = var.place.project
  network            = google_compute_network.this.id
  name               = "${var.name}-google-apis"
  description        = "APIs of Google at their private address; IAM decides what they answer"
  direction          = "EGRESS"
  priority           = 1000
  destination_ranges = [local._vip.range]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}

# Gateways put rules here that no other firewall knows: hosts by name, and the callers of a load balancer.
resource "google_compute_region_network_firewall_policy" "this" {
  project     = var.place.project
  region      = var.place.region
  name        = var.name
  description = "Rules of gateways: hosts they may call, and who may call them"
}

resource "google_compute_region_network_firewall_policy_association" "this" {
  project           = var.place.project
  region            = var.place.region
  name              = var.name
  firewall_policy   = google_compute_region_network_firewall_policy.this.name
  attachment_target = google_compute_network.this.id
}
