provider "aws" {
  region = "eu-central-1"
}

locals {
  place = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
}

module "key" {
  source = "../../../key"
  name   = "support-alarms"
  place  = local.place
}

module "observability" {
  source      = "../../"
  name        = "support"
  key         = module.key.key
  place       = local.place
  subscribers = ["oncall@example.com"]
  gateways = {
    main = {
      gateway = {
        cluster_name             = "support-main"
        load_balancer_arn_suffix = "app/support-main/50dc6c495c0c9188"
        service_name             = "support-main"
        target_group_arn_suffix  = "targetgroup/support-main/73e2d6bc24d8a067"
      }
      latency_p95_s = 2.5
      min_healthy   = 2
    }
  }
  pools = {
    hot = {
      min_nodes = 1
      pool = {
        autoscaling_group        = "eks-support-hot-1ac7a1f5"
        load_balancer_arn_suffix = "net/support-hot/9a1d2c3b4e5f6071"
        target_group_arn_suffix  = "targetgroup/support-hot-30080/8b2c3d4e5f607182"
      }
    }
  }
  bedrock_models = {
    sonnet = {
      latency_p95_s = 20
      model_id      = "eu.anthropic.claude-sonnet-4-6"
    }
  }
  tags = { topology = "support" }
}

output "topic" {
  description = "Where a budget can send its warnings, too."
  value       = module.observability.topic
}
