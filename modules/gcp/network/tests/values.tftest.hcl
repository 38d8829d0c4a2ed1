mock_provider "google" {}

variables {
  name = "support"
  key  = "projects/support-prod/locations/europe-west3/keyRings/support/cryptoKeys/support"
  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
  zones = ["europe-west3-a", "europe-west3-b"]
}

run "without_nat_there_is_no_way_to_the_internet" {
  command = plan

  assert {
    condition     = google_compute_network.this.delete_default_routes_on_create && length(google_compute_route.internet) == 0 && length(google_compute_router_nat.this) == 0
    error_message = "A network without NAT must have neither a route to the internet nor an address on it."
  }
}

run "what_no_rule_lets_out_stays_in" {
  command = plan

  assert {
    condition     = one(google_compute_firewall.deny_egress.deny).protocol == "all" && google_compute_firewall.deny_egress.destination_ranges == toset(["0.0.0.0/0"]) && google_compute_firewall.deny_egress.priority > google_compute_firewall.google_apis.priority
    error_message = "The last rule must refuse everything, and come after those that allow."
  }
}

run "ranges_lie_in_the_network_and_beside_each_other" {
  command = plan

  variables {
    cidr = "10.64.16.0/20"
  }

  assert {
    condition = [
      google_compute_subnetwork.nodes.ip_cidr_range,
      google_compute_subnetwork.gateways.ip_cidr_range,
      google_compute_subnetwork.proxies.ip_cidr_range,
      google_compute_subnetwork.nodes.secondary_ip_range[1].ip_cidr_range,
      google_compute_subnetwork.nodes.secondary_ip_range[0].ip_cidr_range,
    ] == ["10.64.16.0/22", "10.64.20.0/24", "10.64.21.0/24", "10.64.22.0/24", "10.64.24.0/21"]
    error_message = "The split is a promise: addresses of pools are chosen by it."
  }
}

run "the_restricted_address_is_taken_when_asked" {
  command = plan

  variables {
    private_services = ["aiplatform", "restricted-google-access"]
  }

  assert {
    condition     = google_compute_route.google_apis.dest_range == "199.36.153.4/30" && google_dns_record_set.apex["googleapis.com"].rrdatas == tolist(["199.36.153.4", "199.36.153.5", "199.36.153.6", "199.36.153.7"])
    error_message = "Names and routes must lead to the restricted address."
  }
}

run "a_zone_of_another_region_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    zones = ["europe-west3-a", "europe-west4-a"]
  }
}

run "a_key_of_another_region_is_refused" {
  command         = plan
  expect_failures = [var.key]

  variables {
    key = "projects/support-prod/locations/us-east1/keyRings/support/cryptoKeys/support"
  }
}

run "a_host_among_the_services_is_refused" {
  command         = plan
  expect_failures = [var.private_services]

  variables {
    private_services = ["aiplatform.googleapis.com"]
  }
}
