terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100.0, < 7.0.0" }
  }
}

provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = { topology = "account-gaps" }
  }
}

resource "aws_budgets_budget" "this" {
  name         = "account-gaps"
  budget_type  = "COST"
  limit_amount = "60000"
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  tags         = { name = "monthly" }
  cost_filter {
    name   = "TagKeyValue"
    values = ["user:topology$account-gaps"]
  }
  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }
    content {
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      notification_type          = notification.key
      subscriber_sns_topic_arns  = [aws_sns_topic.this.arn]
      subscriber_email_addresses = ["platform@example.com"]
    }
  }
}

data "aws_servicequotas_service_quota" "this" {
  service_code = "ec2"
  quota_code   = "L-417A185B"
}

resource "aws_ec2_capacity_reservation" "this" {
  instance_type     = "p5.48xlarge"
  instance_platform = "Linux/UNIX"
  availability_zone = "eu-central-1a"
  instance_count    = 1
  tags              = { name = "reserved" }
}

resource "aws_placement_group" "this" {
  name     = "account-gaps"
  strategy = "cluster"
  tags     = { name = "together" }
}

resource "aws_kms_key" "this" {
  description         = "account-gaps"
  enable_key_rotation = true
}

resource "aws_sns_topic" "this" {
  name              = "account-gaps"
  kms_master_key_id = aws_kms_key.this.id
}

resource "aws_s3_bucket" "this" {
  bucket        = "account-gaps"
  force_destroy = true
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TlsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }, {
      Sid       = "EncryptedOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.this.arn}/*"
      Condition = { StringNotEqualsIfExists = { "s3:x-amz-server-side-encryption" = "aws:kms" } }
    }]
  })
}

resource "aws_s3_object" "this" {
  bucket      = aws_s3_bucket_policy.this.bucket
  key         = "gateway/config.yaml"
  content     = "model_list: []\n"
  kms_key_id  = aws_kms_key.this.arn
  source_hash = sha256("model_list: []\n")
}

ephemeral "aws_secretsmanager_random_password" "this" {
  password_length = 40
}

resource "aws_secretsmanager_secret" "this" {
  name       = "account-gaps"
  kms_key_id = aws_kms_key.this.arn
}

resource "aws_secretsmanager_secret_version" "this" {
  secret_id                = aws_secretsmanager_secret.this.id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.this.random_password
  secret_string_wo_version = 1
}

resource "aws_ssm_parameter" "this" {
  name   = "/account-gaps/config"
  type   = "SecureString"
  key_id = aws_kms_key.this.arn
  value  = "model_list: []"
}

resource "aws_cloudwatch_metric_alarm" "p95" {
  alarm_name          = "account-gaps-p95"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  extended_statistic  = "p95"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  period              = 60
  threshold           = 2.5
  alarm_actions       = [aws_sns_topic.this.arn]
}

resource "aws_cloudwatch_metric_alarm" "metric_math" {
  alarm_name          = "account-gaps-errors"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  threshold           = 5
  treat_missing_data  = "notBreaching"
  metric_query {
    id          = "rate"
    expression  = "100 * errors / requests"
    label       = "error rate"
    return_data = true
  }
  dynamic "metric_query" {
    for_each = { errors = "HTTPCode_Target_5XX_Count", requests = "RequestCount" }
    content {
      id = metric_query.key
      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value
        period      = 60
        stat        = "Sum"
      }
    }
  }
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = "account-gaps"
  dashboard_body = jsonencode({ widgets = [{ type = "text", x = 0, y = 0, width = 6, height = 2, properties = { markdown = "hi" } }] })
}

output "p_instance_vcpus" {
  value = data.aws_servicequotas_service_quota.this.value
}
