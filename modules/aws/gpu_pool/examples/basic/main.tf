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

resource "aws_security_group" "gateway" {
  name        = "support-gateway"
  description = "Gateway that calls the pool"
  vpc_id      = aws_vpc.this.id
}

module "key" {
  source               = "../../../key"
  name                 = "support-gpu"
  account_id           = "123456789012"
  region               = "eu-central-1"
  auto_scaling_volumes = true
}

module "gpu_cluster" {
  source      = "../../../gpu_cluster"
  name        = "support-gpu"
  kms_key_arn = module.key.arn
  network = {
    cidr       = aws_vpc.this.cidr_block
    subnet_ids = [for subnet in aws_subnet.private : subnet.id]
    vpc_id     = aws_vpc.this.id
  }
}

module "gpu_pool" {
  source      = "../../"
  name        = "support-hot"
  accelerator = { name = "L4", count = 4 }
  cluster     = module.gpu_cluster
  kms_key_arn = module.key.arn
  machine     = "g6.12xlarge"
  nodes       = { min = 1, max = 4 }
  subnet_ids  = [for subnet in aws_subnet.private : subnet.id]
  serving = {
    node_port = 30080
    vpc_id    = aws_vpc.this.id
    clients = {
      gateway = {
        description       = "Gateway"
        security_group_id = aws_security_group.gateway.id
      }
    }
  }
  tags = { topology = "support" }
}

output "url" {
  description = "Where the gateway finds the models."
  value       = module.gpu_pool.url
}
