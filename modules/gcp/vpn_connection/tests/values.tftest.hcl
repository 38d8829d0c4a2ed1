mock_provider "google" {}

variables {
  keys = ["drawn-by-the-other-end-0", "drawn-by-the-other-end-1"]
  name = "support-to-other"
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
  remote = {
    addresses = ["192.0.2.10", "192.0.2.20"]
    asn       = 64515
    cidr      = "10.43.0.0/16"
  }
  tunnels = [
    { interface = 0, inside = "169.254.21.0/30", here = "169.254.21.2", there = "169.254.21.1" },
    { interface = 1, inside = "169.254.21.4/30", here = "169.254.21.6", there = "169.254.21.5" },
  ]
  vpn = {
    addresses = ["198.51.100.10", "198.51.100.20"]
    id        = "projects/support-prod/regions/europe-west3/vpnGateways/support"
    router    = "support"
  }
}

run "each_tunnel_leads_from_its_interface_to_an_address_of_the_other_end" {
  command = plan

  assert {
    condition     = [for interface in google_compute_external_vpn_gateway.this.interface : interface.ip_address] == ["192.0.2.10", "192.0.2.20"] && google_compute_external_vpn_gateway.this.redundancy_type == "TWO_IPS_REDUNDANCY"
    error_message = "The other end's addresses must stand in the order of the tunnels."
  }

  assert {
    condition     = [for tunnel in values(google_compute_vpn_tunnel.this) : [tunnel.vpn_gateway_interface, tunnel.peer_external_gateway_interface]] == [[0, 0], [1, 1]]
    error_message = "A tunnel must lead from its own interface."
  }

  assert {
    condition     = output.addresses == ["198.51.100.10", "198.51.100.20"]
    error_message = "The other end must find each tunnel at its interface."
  }
}

run "four_tunnels_are_told_as_four_addresses" {
  command = plan

  variables {
    keys = ["key-0", "key-1", "key-2", "key-3"]
    remote = {
      addresses = ["192.0.2.10", "192.0.2.10", "192.0.2.20", "192.0.2.20"]
      asn       = 64515
      cidr      = "10.43.0.0/16"
    }
    tunnels = [
      { interface = 0, inside = "169.254.32.0/30", here = "169.254.32.2", there = "169.254.32.1" },
      { interface = 0, inside = "169.254.32.4/30", here = "169.254.32.5", there = "169.254.32.6" },
      { interface = 1, inside = "169.254.32.8/30", here = "169.254.32.9", there = "169.254.32.10" },
      { interface = 1, inside = "169.254.32.12/30", here = "169.254.32.13", there = "169.254.32.14" },
    ]
  }

  assert {
    condition     = google_compute_external_vpn_gateway.this.redundancy_type == "FOUR_IPS_REDUNDANCY" && length(google_compute_vpn_tunnel.this) == 4
    error_message = "Google has to know how many addresses the other end has."
  }
}

run "no_key_is_in_the_state" {
  command = plan

  assert {
    condition     = alltrue([for tunnel in google_compute_vpn_tunnel.this : tunnel.shared_secret == null && tunnel.shared_secret_wo == null && length(tunnel.shared_secret_wo_version) == 8])
    error_message = "A key that is only written leaves the beginning of its digest."
  }
}

run "routes_are_told_inside_the_tunnel_that_they_lead_through" {
  command = plan

  assert {
    condition     = [for peer in values(google_compute_router_peer.this) : [peer.ip_address, peer.peer_ip_address, tostring(peer.peer_asn)]] == [["169.254.21.2", "169.254.21.1", "64515"], ["169.254.21.6", "169.254.21.5", "64515"]]
    error_message = "Each tunnel must have a session of its own."
  }

  assert {
    condition     = [for interface in values(google_compute_router_interface.this) : interface.ip_range] == ["169.254.21.2/30", "169.254.21.6/30"]
    error_message = "The router must stand at this end's address of each tunnel."
  }
}

run "an_end_that_would_have_to_draw_keys_is_refused" {
  command         = plan
  expect_failures = [var.keys]

  variables {
    keys = null
  }
}

run "tunnels_over_one_interface_are_refused" {
  command         = plan
  expect_failures = [var.tunnels]

  variables {
    tunnels = [
      { interface = 0, inside = "169.254.21.0/30", here = "169.254.21.2", there = "169.254.21.1" },
      { interface = 0, inside = "169.254.21.4/30", here = "169.254.21.6", there = "169.254.21.5" },
    ]
  }
}

run "an_address_outside_its_tunnel_is_refused" {
  command         = plan
  expect_failures = [var.tunnels]

  variables {
    tunnels = [
      { interface = 0, inside = "169.254.21.0/30", here = "169.254.21.2", there = "169.254.21.3" },
      { interface = 1, inside = "169.254.21.4/30", here = "169.254.21.6", there = "169.254.21.5" },
    ]
  }
}

run "the_own_range_at_the_other_end_is_refused" {
  command         = plan
  expect_failures = [var.remote]

  variables {
    remote = {
      addresses = ["192.0.2.10", "192.0.2.20"]
      asn       = 64515
      cidr      = "10.41.0.0/16"
    }
  }
}
