terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.other]
    }
  }
}

module "aliased" {
  source = "../aliased"
  providers = {
    aws        = aws
    aws.second = aws.other
  }
}
