mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name = "support"
  key  = "arn:aws:kms:eu-central-1:123456789012:key/1"
  network = {
    cidr                       = "10.40.0.0/16"
    endpoint_security_group_id = "sg-9"
    id                         = "vpc-1"
    ranges                     = { eu-central-1a = "10.40.0.0/20", eu-central-1b = "10.40.16.0/20" }
    route_tables               = { eu-central-1a = "rtb-0a", eu-central-1b = "rtb-0b" }
    s3_prefix_list_id          = "pl-1"
    subnets                    = { eu-central-1a = "subnet-1", eu-central-1b = "subnet-2" }
  }
  place        = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  system_nodes = { machine = "m7i.large", max = 3, min = 2 }
}

run "the_kubernetes_api_is_private" {
  command = plan

  assert {
    condition     = !aws_eks_cluster.this.vpc_config[0].endpoint_public_access && aws_eks_cluster.this.vpc_config[0].endpoint_private_access
    error_message = "The Kubernetes API must answer inside the VPC only."
  }
}

run "one_zone_is_refused" {
  command         = plan
  expect_failures = [var.network]

  variables {
    network = {
      cidr                       = "10.40.0.0/16"
      endpoint_security_group_id = "sg-9"
      id                         = "vpc-1"
      ranges                     = { eu-central-1a = "10.40.0.0/20", eu-central-1b = "10.40.16.0/20" }
      route_tables               = { eu-central-1a = "rtb-0a", eu-central-1b = "rtb-0b" }
      s3_prefix_list_id          = "pl-1"
      subnets                    = { eu-central-1a = "subnet-1" }
    }
  }
}

run "system_nodes_that_the_image_does_not_start_on_are_refused" {
  command         = plan
  expect_failures = [var.system_nodes]

  variables {
    system_nodes = { machine = "m7g.large", max = 3, min = 2 }
  }
}

run "a_cluster_without_a_system_node_is_refused" {
  command         = plan
  expect_failures = [var.system_nodes]

  variables {
    system_nodes = { machine = "m7i.large", max = 3, min = 0 }
  }
}
