mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name        = "support"
  config      = "model_list: []"
  image       = "ghcr.io/berriai/litellm:v1.106.2"
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1"
  region      = "eu-central-1"
  network = {
    vpc_id                     = "vpc-1"
    cidr                       = "10.40.0.0/16"
    subnet_ids                 = ["subnet-1", "subnet-2"]
    endpoint_security_group_id = "sg-1"
    s3_prefix_list_id          = "pl-1"
  }
}

run "the_gateway_is_private" {
  command = plan

  assert {
    condition     = output.internal && !one(aws_ecs_service.this.network_configuration).assign_public_ip
    error_message = "Neither the load balancer nor a task may have a public address."
  }
}

run "an_image_under_a_tag_that_moves_is_refused" {
  command         = plan
  expect_failures = [var.image]

  variables {
    image = "ghcr.io/berriai/litellm:latest"
  }
}

run "a_size_that_fargate_does_not_offer_is_refused" {
  command         = plan
  expect_failures = [var.size]

  variables {
    size = { cpu = 1024, memory = 1500 }
  }
}

run "an_egress_rule_with_two_targets_is_refused" {
  command         = plan
  expect_failures = [var.egress]

  variables {
    egress = { both = { description = "Two", port = 443, cidr = "0.0.0.0/0", security_group_id = "sg-2" } }
  }
}

run "a_secret_that_stands_in_the_environment_too_is_refused" {
  command         = plan
  expect_failures = [aws_ecs_task_definition.this]

  variables {
    environment = { API_KEY = "open" }
    secrets     = { API_KEY = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:key" }
  }
}
