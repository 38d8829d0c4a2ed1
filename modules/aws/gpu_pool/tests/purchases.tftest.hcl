mock_provider "aws" {}

variables {
  name        = "hot"
  accelerator = { name = "H100", count = 8 }
  cluster     = { name = "c", security_group_id = "sg-1", node_role_arn = "arn:aws:iam::123456789012:role/n", version = "1.35" }
  key         = "arn:aws:kms:eu-central-1:123456789012:key/1"
  machine     = "p5.48xlarge"
  nodes       = { min = 0, max = 1 }
  network = {
    cidr                       = "10.40.0.0/16"
    endpoint_security_group_id = "sg-9"
    id                         = "vpc-1"
    ranges                     = { eu-central-1a = "10.40.0.0/20", eu-central-1b = "10.40.16.0/20" }
    route_tables               = { eu-central-1a = "rtb-0a", eu-central-1b = "rtb-0b" }
    s3_prefix_list_id          = "pl-1"
    subnets                    = { eu-central-1a = "subnet-1", eu-central-1b = "subnet-2" }
  }
  place   = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  zones   = ["eu-central-1a"]
  serving = { health_path = "/health", port = 30080 }
}

run "a_capacity_block_is_launched_into" {
  command = plan

  variables {
    purchase = { kind = "capacity_block", reservation_id = "cr-0123456789abcdef0" }
  }

  assert {
    condition     = aws_eks_node_group.this.capacity_type == "CAPACITY_BLOCK"
    error_message = "EKS must buy from the block."
  }

  assert {
    condition     = one(aws_launch_template.this.instance_market_options).market_type == "capacity-block"
    error_message = "EC2 must launch into the block."
  }

  assert {
    condition     = one(one(aws_launch_template.this.capacity_reservation_specification).capacity_reservation_target).capacity_reservation_id == "cr-0123456789abcdef0"
    error_message = "The launch template must name the block."
  }
}

run "a_reservation_is_on_demand_with_a_target" {
  command = plan

  variables {
    purchase = { kind = "capacity_reservation", reservation_id = "cr-0123456789abcdef0" }
  }

  assert {
    condition     = aws_eks_node_group.this.capacity_type == "ON_DEMAND" && length(aws_launch_template.this.instance_market_options) == 0
    error_message = "A reservation is paid on demand."
  }

  assert {
    condition     = length(aws_launch_template.this.capacity_reservation_specification) == 1
    error_message = "The launch template must name the reservation."
  }
}

run "spot_names_no_reservation" {
  command = plan

  variables {
    purchase = { kind = "spot" }
  }

  assert {
    condition     = aws_eks_node_group.this.capacity_type == "SPOT" && length(aws_launch_template.this.capacity_reservation_specification) == 0
    error_message = "Spot is bought on the market."
  }
}

run "a_block_without_its_id_is_refused" {
  command         = plan
  expect_failures = [var.purchase]

  variables {
    purchase = { kind = "capacity_block" }
  }
}

run "spot_with_the_id_of_a_reservation_is_refused" {
  command         = plan
  expect_failures = [var.purchase]

  variables {
    purchase = { kind = "spot", reservation_id = "cr-0123456789abcdef0" }
  }
}

run "a_block_in_two_zones_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    purchase = { kind = "capacity_block", reservation_id = "cr-0123456789abcdef0" }
    zones    = ["eu-central-1a", "eu-central-1b"]
  }
}

run "a_block_of_a_machine_that_has_none_is_refused" {
  command         = plan
  expect_failures = [var.purchase]

  variables {
    accelerator = { name = "L4", count = 4 }
    machine     = "g6.12xlarge"
    purchase    = { kind = "capacity_block", reservation_id = "cr-0123456789abcdef0" }
  }
}
