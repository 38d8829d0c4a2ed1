mock_provider "aws" {
  mock_resource "aws_eks_node_group" {
    defaults = {
      resources = [{ autoscaling_groups = [{ name = "eks-hot" }], remote_access_security_group_id = "" }]
    }
    override_during = plan
  }
}

variables {
  name        = "hot"
  accelerator = { name = "L4", count = 4 }
  cluster     = { name = "c", security_group_id = "sg-1", node_role_arn = "arn:aws:iam::123456789012:role/n", version = "1.35" }
  key         = "arn:aws:kms:eu-central-1:123456789012:key/1"
  machine     = "g6.12xlarge"
  nodes       = { min = 1, max = 4 }
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

run "a_pool_without_a_schedule_always_runs" {
  command = plan

  assert {
    condition     = length(aws_autoscaling_schedule.start) == 0 && length(aws_autoscaling_schedule.end) == 0
    error_message = "Nothing may scale a pool that has no schedule."
  }
}

run "a_schedule_moves_the_size_and_both_bounds" {
  command = plan

  variables {
    schedule = { start = "0 7 * * 1-5", end = "0 20 * * 1-5", timezone = "Europe/Berlin" }
  }

  assert {
    condition = alltrue([
      for action in aws_autoscaling_schedule.start :
      action.recurrence == "0 7 * * 1-5" && action.time_zone == "Europe/Berlin" && action.min_size == 1 && action.max_size == 4 && action.desired_capacity == 1
    ]) && length(aws_autoscaling_schedule.start) == 1
    error_message = "The start must bring the fewest nodes back, and let an autoscaler add more."
  }

  assert {
    condition = alltrue([
      for action in aws_autoscaling_schedule.end :
      action.recurrence == "0 20 * * 1-5" && action.min_size == 0 && action.max_size == 0 && action.desired_capacity == 0
    ]) && length(aws_autoscaling_schedule.end) == 1
    error_message = "The end must leave no node, and let none be added."
  }
}

run "some_nodes_may_stay" {
  command = plan

  variables {
    nodes    = { min = 2, max = 4 }
    schedule = { start = "0 7 * * 1-5", end = "0 20 * * 1-5", outside = 1 }
  }

  assert {
    condition     = one(aws_autoscaling_schedule.end[*].max_size) == 1 && one(aws_autoscaling_schedule.end[*].min_size) == 1
    error_message = "The nodes that stay are neither more nor fewer."
  }
}

run "more_nodes_outside_than_inside_are_refused" {
  command         = plan
  expect_failures = [var.schedule]

  variables {
    schedule = { start = "0 7 * * 1-5", end = "0 20 * * 1-5", outside = 2 }
  }
}

run "a_recurrence_that_is_none_is_refused" {
  command         = plan
  expect_failures = [var.schedule]

  variables {
    schedule = { start = "07:00", end = "20:00" }
  }
}

run "a_reservation_with_a_schedule_is_refused" {
  command         = plan
  expect_failures = [var.schedule]

  variables {
    purchase = { kind = "capacity_reservation", reservation_id = "cr-0123456789abcdef0" }
    schedule = { start = "0 7 * * 1-5", end = "0 20 * * 1-5" }
  }
}
