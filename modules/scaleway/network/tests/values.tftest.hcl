mock_provider "scaleway" {}

variables {
  name  = "support"
  cidr  = "10.40.0.0/16"
  zones = ["fr-par-1", "fr-par-2"]
  key   = { id = "fr-par/1", key_id = "1", region = "fr-par" }
  place = {
    project_id      = "11111111-1111-4111-8111-111111111111"
    organization_id = "22222222-2222-4222-8222-222222222222"
    region          = "fr-par"
  }
}

run "a_wide_range_is_cut_to_what_a_private_network_may_have" {
  command = plan

  assert {
    condition     = output.cidr == "10.40.0.0/20"
    error_message = "Of a /16 the network takes the first /20, and says so."
  }

  assert {
    condition     = length(scaleway_vpc_public_gateway.this) == 0 && output.network.nat_address == null
    error_message = "Without nat there is no way out."
  }
}

run "the_way_out_has_a_reserved_address" {
  command = plan

  variables {
    nat = true
  }

  assert {
    condition     = length(scaleway_vpc_public_gateway_ip.this) == 1 && scaleway_vpc_public_gateway.this[0].zone == "fr-par-1"
    error_message = "The gateway stands in the first zone, with an address of its own."
  }

  assert {
    condition     = !scaleway_vpc_public_gateway.this[0].bastion_enabled
    error_message = "Nobody gets in by the way out."
  }
}

run "a_zone_of_another_region_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    zones = ["fr-par-1", "nl-ams-1"]
  }
}

run "a_public_range_is_refused" {
  command         = plan
  expect_failures = [var.cidr]

  variables {
    cidr = "51.15.0.0/16"
  }
}

run "a_private_endpoint_is_refused" {
  command         = plan
  expect_failures = [var.private_services]

  variables {
    private_services = ["secret-manager"]
  }
}
