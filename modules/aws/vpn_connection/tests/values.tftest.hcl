mock_provider "aws" {}

variables {
  name = "support-to-other"
  network = {
    cidr                       = "10.40.0.0/16"
    endpoint_security_group_id = "sg-0123456789abcdef0"
    id                         = "vpc-0123456789abcdef0"
    ranges                     = { eu-central-1a = "10.40.0.0/20", eu-central-1b = "10.40.16.0/20" }
    route_tables               = { eu-central-1a = "rtb-0000000000000000a", eu-central-1b = "rtb-0000000000000000b" }
    s3_prefix_list_id          = "pl-01234567"
    subnets                    = { eu-central-1a = "subnet-0000000000000000a", eu-central-1b = "subnet-0000000000000000b" }
  }
  place = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  remote = {
    addresses = ["192.0.2.10", "192.0.2.10", "192.0.2.20", "192.0.2.20"]
    asn       = 64515
    cidr      = "10.43.0.0/16"
  }
  tunnels = [
    { interface = 0, inside = "169.254.32.0/30", here = "169.254.32.1", there = "169.254.32.2" },
    { interface = 0, inside = "169.254.32.4/30", here = "169.254.32.5", there = "169.254.32.6" },
    { interface = 1, inside = "169.254.32.8/30", here = "169.254.32.9", there = "169.254.32.10" },
    { interface = 1, inside = "169.254.32.12/30", here = "169.254.32.13", there = "169.254.32.14" },
  ]
  vpn = { id = "vgw-0123456789abcdef0" }
}

run "two_tunnels_lead_to_each_address_of_the_other_end" {
  command = plan

  assert {
    condition     = { for interface, other in aws_customer_gateway.this : interface => other.ip_address } == { "0" = "192.0.2.10", "1" = "192.0.2.20" }
    error_message = "Each address is a gateway of its own, though two tunnels lead to it."
  }

  assert {
    condition     = flatten([for connection in values(aws_vpn_connection.this) : [connection.tunnel1_inside_cidr, connection.tunnel2_inside_cidr]]) == ["169.254.32.0/30", "169.254.32.4/30", "169.254.32.8/30", "169.254.32.12/30"]
    error_message = "Tunnels must keep their order and the addresses inside them."
  }
}

run "nothing_weaker_than_the_one_suite_is_spoken" {
  command = plan

  assert {
    condition     = alltrue([for connection in values(aws_vpn_connection.this) : alltrue([for algorithms in [connection.tunnel1_phase1_encryption_algorithms, connection.tunnel1_phase2_encryption_algorithms, connection.tunnel2_phase1_encryption_algorithms, connection.tunnel2_phase2_encryption_algorithms] : algorithms == toset(["AES256-GCM-16"])])])
    error_message = "Encryption must be the one that every cloud speaks."
  }

  assert {
    condition     = alltrue([for connection in values(aws_vpn_connection.this) : connection.tunnel1_ike_versions == toset(["ikev2"]) && connection.tunnel2_ike_versions == toset(["ikev2"])])
    error_message = "IKEv1 must not be spoken."
  }
}

run "routes_are_told_and_never_fixed" {
  command = plan

  assert {
    condition     = alltrue([for connection in values(aws_vpn_connection.this) : !connection.static_routes_only])
    error_message = "A fixed route would lead into a tunnel that is lost."
  }
}

run "keys_of_another_end_are_refused" {
  command         = plan
  expect_failures = [var.keys]

  variables {
    keys = ["a", "b", "c", "d"]
  }
}

run "a_single_tunnel_to_an_address_is_refused" {
  command         = plan
  expect_failures = [var.tunnels]

  variables {
    remote = {
      addresses = ["192.0.2.10", "192.0.2.20"]
      asn       = 64515
      cidr      = "10.43.0.0/16"
    }
    tunnels = [
      { interface = 0, inside = "169.254.32.0/30", here = "169.254.32.1", there = "169.254.32.2" },
      { interface = 1, inside = "169.254.32.4/30", here = "169.254.32.5", there = "169.254.32.6" },
    ]
  }
}

run "an_address_inside_that_aws_takes_for_itself_is_refused" {
  command         = plan
  expect_failures = [var.tunnels]

  variables {
    tunnels = [
      { interface = 0, inside = "169.254.32.0/30", here = "169.254.32.2", there = "169.254.32.1" },
      { interface = 0, inside = "169.254.32.4/30", here = "169.254.32.5", there = "169.254.32.6" },
      { interface = 1, inside = "169.254.32.8/30", here = "169.254.32.9", there = "169.254.32.10" },
      { interface = 1, inside = "169.254.32.12/30", here = "169.254.32.13", there = "169.254.32.14" },
    ]
  }
}

run "tunnels_that_share_addresses_are_refused" {
  command         = plan
  expect_failures = [var.tunnels]

  variables {
    tunnels = [
      { interface = 0, inside = "169.254.32.0/30", here = "169.254.32.1", there = "169.254.32.2" },
      { interface = 0, inside = "169.254.32.0/30", here = "169.254.32.1", there = "169.254.32.2" },
      { interface = 1, inside = "169.254.32.8/30", here = "169.254.32.9", there = "169.254.32.10" },
      { interface = 1, inside = "169.254.32.12/30", here = "169.254.32.13", there = "169.254.32.14" },
    ]
  }
}

run "an_other_end_without_an_address_for_each_tunnel_is_refused" {
  command         = plan
  expect_failures = [var.remote]

  variables {
    remote = {
      addresses = ["192.0.2.10", "192.0.2.20"]
      asn       = 64515
      cidr      = "10.43.0.0/16"
    }
  }
}

run "the_own_range_at_the_other_end_is_refused" {
  command         = plan
  expect_failures = [var.remote]

  variables {
    remote = {
      addresses = ["192.0.2.10", "192.0.2.10", "192.0.2.20", "192.0.2.20"]
      asn       = 64515
      cidr      = "10.40.0.0/16"
    }
  }
}
