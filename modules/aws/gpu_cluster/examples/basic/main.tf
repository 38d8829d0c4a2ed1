provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "this" {
  cidr_block           = "10.40.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  for_each = { eu-central-1a = "10.40.0.0/20", eu-central-1b = "10.40.16.0/20" }

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value
}

module "key" {
  source               = "../../../key"
  name                 = "support-gpu"
  account_id           = "123456789012"
  region               = "eu-central-1"
  auto_scaling_volumes = true
}

module "gpu_cluster" {
  source         = "../../"
  name           = "support-gpu"
  administrators = ["arn:aws:iam::123456789012:role/platform"]
  kms_key_arn    = module.key.arn
  network = {
    cidr       = aws_vpc.this.cidr_block
    subnet_ids = [for subnet in aws_subnet.private : subnet.id]
    vpc_id     = aws_vpc.this.id
  }
  tags = { topology = "support" }
}

output "endpoint" {
  description = "URL of the Kubernetes API."
  value       = module.gpu_cluster.endpoint
}
