mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name  = "support"
  key   = "arn:aws:kms:eu-central-1:123456789012:key/1"
  place = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  zones = ["eu-central-1a", "eu-central-1b"]
}

run "without_nat_there_is_no_way_to_the_internet" {
  command = plan

  assert {
    condition     = length(aws_internet_gateway.this) == 0 && length(aws_subnet.public) == 0
    error_message = "A network without NAT must have neither an internet gateway nor a public subnet."
  }
}

run "one_zone_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    zones = ["eu-central-1a"]
  }
}

run "a_zone_of_another_region_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    zones = ["eu-central-1a", "us-east-1a"]
  }
}

run "a_private_way_to_s3_besides_its_own_is_refused" {
  command         = plan
  expect_failures = [var.private_services]

  variables {
    private_services = ["s3"]
  }
}
