mock_provider "aws" {}

variables {
  name = "support-to-ireland"
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
  peer = {
    network = {
      cidr                       = "10.41.0.0/16"
      endpoint_security_group_id = "sg-0123456789abcdef0"
      id                         = "vpc-00000000000000ie0"
      ranges                     = { eu-west-1a = "10.41.0.0/20", eu-west-1b = "10.41.16.0/20" }
      route_tables               = { eu-west-1a = "rtb-1000000000000000a", eu-west-1b = "rtb-1000000000000000b" }
      s3_prefix_list_id          = "pl-01234567"
      subnets                    = { eu-west-1a = "subnet-1000000000000000a", eu-west-1b = "subnet-1000000000000000b" }
    }
    place = { account_id = "123456789012", partition = "aws", region = "eu-west-1" }
  }
}

run "an_end_that_accepts_nothing_asks" {
  command = plan

  assert {
    condition     = one(aws_vpc_peering_connection.this).peer_vpc_id == "vpc-00000000000000ie0" && one(aws_vpc_peering_connection.this).peer_region == "eu-west-1" && length(aws_vpc_peering_connection_accepter.this) == 0
    error_message = "It must ask the other network, in the other region."
  }
}

run "the_other_end_accepts_what_was_asked" {
  command = plan

  variables {
    accepts = { id = "pcx-0123456789abcdef0" }
  }

  assert {
    condition     = one(aws_vpc_peering_connection_accepter.this).vpc_peering_connection_id == "pcx-0123456789abcdef0" && one(aws_vpc_peering_connection_accepter.this).auto_accept && length(aws_vpc_peering_connection.this) == 0
    error_message = "It must accept that very peering, and ask for none."
  }
}

run "private_subnets_alone_learn_the_way" {
  command = plan

  assert {
    condition     = tomap({ for zone, route in aws_route.this : zone => route.route_table_id }) == var.network.route_tables && alltrue([for route in aws_route.this : route.destination_cidr_block == "10.41.0.0/16"])
    error_message = "Each private route table leads to the other range, and none else."
  }
}

run "a_network_with_the_same_range_is_refused" {
  command         = plan
  expect_failures = [var.peer]

  variables {
    peer = {
      network = {
        cidr                       = "10.40.0.0/16"
        endpoint_security_group_id = "sg-0123456789abcdef0"
        id                         = "vpc-0123456789abcdef0"
        ranges                     = { eu-west-1a = "10.40.0.0/20", eu-west-1b = "10.40.16.0/20" }
        route_tables               = { eu-west-1a = "rtb-0000000000000000a", eu-west-1b = "rtb-0000000000000000b" }
        s3_prefix_list_id          = "pl-01234567"
        subnets                    = { eu-west-1a = "subnet-0000000000000000a", eu-west-1b = "subnet-0000000000000000b" }
      }
      place = { account_id = "123456789012", partition = "aws", region = "eu-west-1" }
    }
  }
}

run "a_name_that_ends_with_a_hyphen_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "support-"
  }
}
