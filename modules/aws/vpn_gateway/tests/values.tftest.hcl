mock_provider "aws" {}

variables {
  asn  = 64512
  name = "support"
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
}

run "routes_are_learnt_by_private_subnets_alone" {
  command = plan

  assert {
    condition     = tomap({ for zone, learnt in aws_vpn_gateway_route_propagation.this : zone => learnt.route_table_id }) == var.network.route_tables
    error_message = "Each private route table learns what the other ends tell of, and none else."
  }
}

run "the_gateway_stands_at_the_network_under_its_own_number" {
  command = plan

  assert {
    condition     = aws_vpn_gateway_attachment.this.vpc_id == "vpc-0123456789abcdef0" && aws_vpn_gateway.this.amazon_side_asn == "64512" && output.addresses == []
    error_message = "It is attached to the network; addresses come with each connection only."
  }
}

run "a_number_that_some_cloud_does_not_take_is_refused" {
  command         = plan
  expect_failures = [var.asn]

  variables {
    asn = 65515
  }
}

run "a_public_number_is_refused" {
  command         = plan
  expect_failures = [var.asn]

  variables {
    asn = 16509
  }
}
