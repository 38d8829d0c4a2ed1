mock_provider "aws" {}

variables {
  name        = "hot"
  accelerator = { name = "L4", count = 4 }
  cluster     = { name = "c", security_group_id = "sg-1", node_role_arn = "arn:aws:iam::123456789012:role/n", version = "1.35" }
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1"
  machine     = "g6.12xlarge"
  nodes       = { min = 1, max = 4 }
  subnet_ids  = ["subnet-1", "subnet-2"]
  serving     = { node_port = 30080, vpc_id = "vpc-1", clients = {} }
}

run "nodes_keep_their_role_and_their_disks_to_themselves" {
  command = plan

  assert {
    condition     = one(aws_launch_template.this.metadata_options).http_put_response_hop_limit == 1 && one(aws_launch_template.this.metadata_options).http_tokens == "required"
    error_message = "No pod may reach the role of its node."
  }

  assert {
    condition     = alltrue([for disk in aws_launch_template.this.block_device_mappings : one(disk.ebs).encrypted == "true" && one(disk.ebs).kms_key_id == var.kms_key_arn])
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

run "an_image_without_nodeadm_is_refused" {
  command         = plan
  expect_failures = [var.ami_type]

  variables {
    ami_type = "BOTTLEROCKET_x86_64_NVIDIA"
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
    serving = { node_port = 8080, vpc_id = "vpc-1", clients = {} }
  }
}

run "a_description_that_security_groups_do_not_take_is_refused" {
  command         = plan
  expect_failures = [var.serving]

  variables {
    serving = { node_port = 30080, vpc_id = "vpc-1", clients = { a = { description = "it's", security_group_id = "sg-2" } } }
  }
}
