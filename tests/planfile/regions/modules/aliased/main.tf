terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.second]
    }
  }
}

resource "aws_cloudwatch_log_group" "first" {
  name = "first"
}

resource "aws_cloudwatch_log_group" "second" {
  provider = aws.second
  name     = "second"
}
