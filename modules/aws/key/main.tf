locals {
  _account = "arn:${var.place.partition}:iam::${var.place.account_id}:root"
  _auto_scaling_role = join("/", [
    "arn:${var.place.partition}:iam::${var.place.account_id}:role",
    "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
  ])
}

# In a key policy "*" is this key, the only resource it can name.
data "aws_iam_policy_document" "this" {
  # Without it no principal of the account could ever mend this policy; who may use the key is
  # decided by the IAM policies of the account.
  statement {
    sid       = "AccountAdministersKey"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = [local._account]
    }
  }

  statement {
    sid = "LogGroupsOfThisAccount"
    actions = [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.place.region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:${var.place.partition}:logs:${var.place.region}:${var.place.account_id}:log-group:*"]
    }
  }

  # The publisher, not SNS, needs the key of an encrypted topic.
  statement {
    sid       = "AlarmsToEncryptedTopics"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.place.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values = [
        "arn:${var.place.partition}:budgets::${var.place.account_id}:*",
        "arn:${var.place.partition}:cloudwatch:${var.place.region}:${var.place.account_id}:alarm:*",
      ]
    }
  }

  # Named in a condition, not as the principal: KMS refuses a policy with a role that does not
  # exist yet, and AWS creates this one with the first Auto Scaling group of the account.
  dynamic "statement" {
    for_each = var.node_volumes ? [true] : []

    content {
      sid = "AutoScalingUsesKeyForVolumes"
      actions = [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
      ]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = ["*"]
      }

      condition {
        test     = "ArnEquals"
        variable = "aws:PrincipalArn"
        values   = [local._auto_scaling_role]
      }
    }
  }

  dynamic "statement" {
    for_each = var.node_volumes ? [true] : []

    content {
      sid       = "AutoScalingLendsKeyToVolumes"
      actions   = ["kms:CreateGrant"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = ["*"]
      }

      condition {
        test     = "ArnEquals"
        variable = "aws:PrincipalArn"
        values   = [local._auto_scaling_role]
      }

      condition {
        test     = "Bool"
        variable = "kms:GrantIsForAWSResource"
        values   = ["true"]
      }
    }
  }
}

resource "aws_kms_key" "this" {
  description             = "Encrypts what ${var.name} stores"
  enable_key_rotation     = true
  deletion_window_in_days = var.deletion_window_days
  policy                  = data.aws_iam_policy_document.this.json
  tags                    = merge(var.tags, { Name = var.name })
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}
