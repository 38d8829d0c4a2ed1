provider "aws" {
  region = "eu-central-1"
}

resource "aws_kms_key" "this" {
  description         = "Key of the example"
  enable_key_rotation = true
}

resource "aws_vpc" "this" {
  cidr_block           = "10.40.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  for_each          = { "eu-central-1a" = "10.40.0.0/20", "eu-central-1b" = "10.40.16.0/20" }
  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "aws_security_group" "endpoints" {
  name        = "support-endpoints"
  description = "Interface endpoints"
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.this.id
  service_name = "com.amazonaws.eu-central-1.s3"
}

resource "aws_secretsmanager_secret" "master_key" {
  name       = "support/gateway-master-key"
  kms_key_id = aws_kms_key.this.arn
}

module "gateway" {
  source      = "../../"
  name        = "support"
  region      = "eu-central-1"
  image       = "ghcr.io/berriai/litellm:v1.80.5-stable"
  kms_key_arn = aws_kms_key.this.arn
  secrets     = { LITELLM_MASTER_KEY = aws_secretsmanager_secret.master_key.arn }
  tags        = { topology = "support" }

  network = {
    vpc_id                     = aws_vpc.this.id
    cidr                       = aws_vpc.this.cidr_block
    subnet_ids                 = values(aws_subnet.private)[*].id
    endpoint_security_group_id = aws_security_group.endpoints.id
    s3_prefix_list_id          = aws_vpc_endpoint.s3.prefix_list_id
  }

  egress = {
    providers = { description = "LLM APIs and the image registry", port = 443, cidr = "0.0.0.0/0" }
  }

  task_policies = {
    bedrock = jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect   = "Allow"
        Action   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
        Resource = "arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0"
      }]
    })
  }

  config = <<-YAML
    model_list:
      - model_name: chat
        litellm_params:
          model: bedrock/amazon.nova-lite-v1:0
          aws_region_name: eu-central-1
          timeout: 60
          stream_timeout: 10
        model_info:
          id: chat-1
    litellm_settings:
      request_timeout: 60
      turn_off_message_logging: true
    general_settings:
      master_key: os.environ/LITELLM_MASTER_KEY
  YAML
}

output "url" {
  description = "Where applications of the VPC call the gateway."
  value       = module.gateway.url
}
