provider "aws" {
  region = "eu-central-1"
}

module "bedrock_access" {
  source        = "../../"
  name          = "support-bedrock"
  create_policy = true
  place         = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }

  grants = {
    claude = {
      description           = "Claude Sonnet 4.5, anywhere the EU profile routes to from eu-central-1"
      inference_profile_arn = "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0"
      foundation_model_arns = [
        for region in ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"] :
        "arn:aws:bedrock:${region}::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0"
      ]
    }

    titan = {
      description           = "Titan embeddings, in eu-central-1 alone"
      foundation_model_arns = ["arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0"]
    }
  }

  tags = { topology = "support" }
}

output "policy_arn" {
  description = "The policy to attach to the application's role."
  value       = module.bedrock_access.policy_arn
}
