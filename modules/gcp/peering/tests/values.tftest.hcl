mock_provider "google" {}

variables {
  name = "support-to-netherlands"
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
  peer = {
    network = {
      cidr            = "10.42.0.0/16"
      firewall_policy = "support-netherlands"
      gateways        = { cidr = "10.42.128.0/18", subnetwork = "support-gateways" }
      id              = "projects/support-prod/global/networks/support-netherlands"
      name            = "support-netherlands"
      nat             = false
      nodes = {
        cidr           = "10.42.0.0/20"
        pods_cidr      = "10.42.64.0/18"
        pods_range     = "pods"
        services_cidr  = "10.42.32.0/20"
        services_range = "services"
        subnetwork     = "support-nodes"
      }
      zones = ["europe-west4-a", "europe-west4-b"]
    }
    place = {
      billing_account = "012345-6789AB-CDEF01"
      project         = "support-prod"
      project_number  = "123456789012"
      region          = "europe-west4"
    }
  }
}

run "the_peering_leads_from_its_own_network_to_the_other" {
  command = plan

  assert {
    condition     = google_compute_network_peering.this.network == "projects/support-prod/global/networks/support" && google_compute_network_peering.this.peer_network == "projects/support-prod/global/networks/support-netherlands"
    error_message = "Each end has one of its own, to the other network."
  }
}

run "the_other_end_learns_of_no_way_further_on" {
  command = plan

  assert {
    condition     = !google_compute_network_peering.this.export_custom_routes && !google_compute_network_peering.this.import_custom_routes && !google_compute_network_peering.this.export_subnet_routes_with_public_ip && !google_compute_network_peering.this.import_subnet_routes_with_public_ip
    error_message = "A VPN of the one network must not be reached from the other."
  }
}

run "the_end_that_accepts_makes_one_too" {
  command = plan

  variables {
    accepts = { id = "other/other" }
  }

  assert {
    condition     = google_compute_network_peering.this.peer_network == var.peer.network.id
    error_message = "Nothing passes before both ends have a peering."
  }
}

run "a_network_with_the_same_range_is_refused" {
  command         = plan
  expect_failures = [var.peer]

  variables {
    peer = {
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
  }
}

run "a_zone_for_a_region_is_refused" {
  command         = plan
  expect_failures = [var.place]

  variables {
    place = {
      billing_account = "012345-6789AB-CDEF01"
      project         = "support-prod"
      project_number  = "123456789012"
      region          = "europe-west3-a"
    }
  }
}
