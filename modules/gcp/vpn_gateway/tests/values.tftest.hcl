mock_provider "google" {}

variables {
  asn  = 64513
  name = "support"
  network = {
    cidr            = "10.41.0.0/16"
    firewall_policy = "support"
    gateways        = { cidr = "10.41.128.0/18", subnetwork = "support-gateways" }
    id              = "projects/support-prod/global/networks/support"
    name            = "support"
    nat             = false
    nodes = {
      cidr           = "10.41.0.0/20"
      pods_cidr      = "10.41.64.0/18"
      pods_range     = "pods"
      services_cidr  = "10.41.32.0/20"
      services_range = "services"
      subnetwork     = "support-nodes"
    }
    zones = ["europe-west3-a", "europe-west3-b"]
  }
  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
}

run "one_range_tells_of_everything_here" {
  command = plan

  assert {
    condition     = one(google_compute_router.this.bgp).advertise_mode == "CUSTOM" && [for told in one(google_compute_router.this.bgp).advertised_ip_ranges : told.range] == ["10.41.0.0/16"]
    error_message = "The other end must learn of the network, and of no subnet besides."
  }
}

run "two_interfaces_are_known_before_anything_is_made" {
  command = plan

  assert {
    condition     = [for interface in google_compute_ha_vpn_gateway.this.vpn_interfaces : interface.id] == [0, 1]
    error_message = "The other end's plan counts tunnels by them."
  }
}

run "tags_become_labels_that_google_takes" {
  command = plan

  variables {
    tags = { Topology = "Support/Prod" }
  }

  assert {
    condition     = google_compute_ha_vpn_gateway.this.labels == tomap({ topology = "support_prod" })
    error_message = "Labels are lower-case letters, digits, _ and -."
  }
}

run "a_tag_that_starts_with_a_digit_is_refused" {
  command         = plan
  expect_failures = [var.tags]

  variables {
    tags = { "1st" = "support" }
  }
}

run "a_number_that_some_cloud_does_not_take_is_refused" {
  command         = plan
  expect_failures = [var.asn]

  variables {
    asn = 65515
  }
}
