mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name   = "support"
  config = "model_list: []"
  image  = "ghcr.io/berriai/litellm:v1.106.2"
  key    = "arn:aws:kms:eu-central-1:123456789012:key/1"
  place  = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  network = {
    cidr                       = "10.40.0.0/16"
    endpoint_security_group_id = "sg-9"
    id                         = "vpc-1"
    ranges                     = { eu-central-1a = "10.40.0.0/20", eu-central-1b = "10.40.16.0/20" }
    route_tables               = { eu-central-1a = "rtb-0a", eu-central-1b = "rtb-0b" }
    s3_prefix_list_id          = "pl-1"
    subnets                    = { eu-central-1a = "subnet-1", eu-central-1b = "subnet-2" }
  }
  zones = ["eu-central-1a", "eu-central-1b"]
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

run "a_gateway_without_a_host_or_a_pool_has_no_way_out" {
  command = plan

  assert {
    condition     = length(aws_vpc_security_group_egress_rule.this) == 0
    error_message = "Besides the endpoints of the network nothing may be reached."
  }
}

run "hosts_share_one_rule_that_names_as_many_as_fit" {
  command = plan

  variables {
    hosts = [for number in range(40) : "api-${number}.example.com"]
    pools = { hot = { address = "sg-2", description = "GPU pool hot" } }
  }

  assert {
    condition     = startswith(aws_vpc_security_group_egress_rule.this["internet"].description, "HTTPS to api-0.example.com, api-1") && length(aws_vpc_security_group_egress_rule.this["internet"].description) == 255
    error_message = "The rule must name the hosts, in no more characters than AWS takes."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.this["internet"].from_port == 443 && aws_vpc_security_group_egress_rule.this["internet"].cidr_ipv4 == "0.0.0.0/0"
    error_message = "Hosts must be reached over HTTPS alone."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.this["pool-hot"].referenced_security_group_id == "sg-2" && aws_vpc_security_group_egress_rule.this["pool-hot"].to_port == 80
    error_message = "A pool must be reached at its load balancer alone."
  }
}

run "a_host_that_is_a_url_is_refused" {
  command         = plan
  expect_failures = [var.hosts]

  variables {
    hosts = ["https://api.mistral.ai/v1"]
  }
}

run "one_zone_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    zones = ["eu-central-1a"]
  }
}

run "a_zone_that_the_network_does_not_have_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    zones = ["eu-central-1a", "eu-central-1c"]
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
