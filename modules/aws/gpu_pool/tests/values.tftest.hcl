mock_provider "aws" {}

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
  zones   = ["eu-central-1a", "eu-central-1b"]
  serving = { health_path = "/health", port = 30080 }
}

run "nodes_keep_their_role_and_their_disks_to_themselves" {
  command = plan

  assert {
    condition     = one(aws_launch_template.this.metadata_options).http_put_response_hop_limit == 1 && one(aws_launch_template.this.metadata_options).http_tokens == "required"
    error_message = "No pod may reach the role of its node."
  }

  assert {
    condition     = alltrue([for disk in aws_launch_template.this.block_device_mappings : one(disk.ebs).encrypted == "true" && one(disk.ebs).kms_key_id == var.key])
    error_message = "Every disk must be encrypted with the key given."
  }
}

run "the_wrong_gpu_is_refused" {
  command         = plan
  expect_failures = [var.machine]

  variables {
    accelerator = { name = "H100", count = 4 }
  }
}

run "a_machine_without_a_known_gpu_is_refused" {
  command         = plan
  expect_failures = [var.machine]

  variables {
    machine = "g5.xlarge"
  }
}

run "more_nodes_at_least_than_at_most_are_refused" {
  command         = plan
  expect_failures = [var.nodes]

  variables {
    nodes = { min = 5, max = 4 }
  }
}

run "a_port_that_kubernetes_does_not_give_is_refused" {
  command         = plan
  expect_failures = [var.serving]

  variables {
    serving = { health_path = "/health", port = 8080 }
  }
}

run "a_description_that_security_groups_do_not_take_is_refused" {
  command         = plan
  expect_failures = [var.clients]

  variables {
    clients = { a = { description = "it's", caller = "sg-2" } }
  }
}

run "an_address_of_ones_own_is_refused" {
  command         = plan
  expect_failures = [var.serving]

  variables {
    serving = { address = "10.40.0.10", health_path = "/health", port = 30080 }
  }
}

run "a_key_of_another_region_is_refused" {
  command         = plan
  expect_failures = [var.key]

  variables {
    key = "arn:aws:kms:eu-west-1:123456789012:key/1"
  }
}

run "a_zone_that_the_network_does_not_have_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    zones = ["eu-central-1c"]
  }
}
