terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100.0, < 7.0.0" }
  }
}

variable "region" {
  type    = string
  default = "eu-north-1"
}

variable "country" {
  type    = string
  default = "eu"
}

variable "password" {
  type      = string
  default   = "hush"
  sensitive = true
}

provider "aws" {
  region = "eu-central-1"
}

provider "aws" {
  alias  = "stockholm"
  region = var.region
}

provider "aws" {
  alias  = "composed"
  region = "${var.country}-west-1"
}

resource "aws_cloudwatch_log_group" "constant" {
  name              = "constant"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "variable" {
  provider = aws.stockholm
  name     = "variable"
}

resource "aws_cloudwatch_log_group" "composed" {
  provider = aws.composed
  name     = "composed"
}

resource "aws_secretsmanager_secret_version" "this" {
  secret_id     = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:x"
  secret_string = var.password
}

resource "terraform_data" "this" {
  input = { open = "seen", closed = var.password, list = [var.password, "seen"] }
}

module "implicit" {
  source   = "./modules/implicit"
  for_each = toset(["a.b", "c[\"d"])
}

module "mapped" {
  source = "./modules/implicit"
  providers = {
    aws = aws.stockholm
  }
}

module "explicit" {
  source = "./modules/explicit"
  providers = {
    aws       = aws.stockholm
    aws.other = aws
  }
}

output "open" {
  value = "seen"
}

output "closed" {
  value     = var.password
  sensitive = true
}

output "unknown" {
  value = aws_cloudwatch_log_group.constant.arn
}
