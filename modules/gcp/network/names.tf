# Google's APIs are asked at private addresses that its network alone answers, never at public ones:
# the public ones have no route here.
locals {
  _vips = {
    private    = { addresses = ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"], range = "199.36.153.8/30" }
    restricted = { addresses = ["199.36.153.4", "199.36.153.5", "199.36.153.6", "199.36.153.7"], range = "199.36.153.4/30" }
  }
  _vip = local._vips[contains(var.private_services, "restricted-google-access") ? "restricted" : "private"]

  # APIs, and the registries that nodes draw images from.
  _zones = toset(["gcr.io", "googleapis.com", "pkg.dev"])
}

resource "google_compute_route" "google_apis" {
  project          = var.place.project
  network          = google_compute_network.this.id
  name             = "${var.name}-google-apis"
  description      = "Private address of Google's APIs: the packets never leave Google's network"
  dest_range       = local._vip.range
  next_hop_gateway = "default-internet-gateway"
  priority         = 1000
}

resource "google_dns_managed_zone" "google" {
  for_each = local._zones

  project     = var.place.project
  name        = "${var.name}-${replace(each.key, ".", "-")}"
  dns_name    = "${each.key}."
  description = "${each.key} at the private address of Google's APIs"
  visibility  = "private"
  labels      = local._labels

  private_visibility_config {
    networks {
      network_url = google_compute_network.this.id
    }
  }
}

resource "google_dns_record_set" "apex" {
  for_each = google_dns_managed_zone.google

  project      = var.place.project
  managed_zone = each.value.name
  name         = each.value.dns_name
  type         = "A"
  ttl          = 300
  rrdatas      = local._vip.addresses
}

resource "google_dns_record_set" "names" {
  for_each = google_dns_managed_zone.google

  project      = var.place.project
  managed_zone = each.value.name
  name         = "*.${each.value.dns_name}"
  type         = "CNAME"
  ttl          = 300
  rrdatas      = [each.value.dns_name]
}

# Every name that is asked for is logged: where somebody tried to go shows here before a firewall does.
resource "google_dns_policy" "this" {
  project                   = var.place.project
  name                      = var.name
  description               = "Logs what names are asked for in ${var.name}"
  enable_inbound_forwarding = false
  enable_logging            = true

  networks {
    network_url = google_compute_network.this.id
  }
}
