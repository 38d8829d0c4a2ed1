# No replica, notification or access log: each would be one more place to prove.
resource "aws_s3_bucket" "this" {
  bucket        = var.name
  force_destroy = var.force_destroy
  tags          = var.tags
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key
    }
  }
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "retention"
    status = "Enabled"

    filter {}

    expiration {
      days = var.retention_days
    }

    # The shortest S3 offers: what was overwritten, deleted or expired is not kept for longer.
    noncurrent_version_expiration {
      noncurrent_days = 1
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

data "aws_iam_policy_document" "tls_only" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  bucket     = aws_s3_bucket.this.id
  policy     = data.aws_iam_policy_document.tls_only.json
  depends_on = [aws_s3_bucket_public_access_block.this]
}

# --- Role of Bedrock batch inference ----------------------------------------------------------

data "aws_iam_policy_document" "batch_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["bedrock.amazonaws.com"]
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
        "arn:${var.place.partition}:bedrock:${var.place.region}:${var.place.account_id}:model-invocation-job/*",
      ]
    }
  }
}

data "aws_iam_policy_document" "batch" {
  statement {
    sid       = "ListFiles"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.this.arn]
  }

  statement {
    sid       = "ReadAndWriteFiles"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.this.arn}/*"]
  }

  statement {
    sid       = "UseKeyOfBucket"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.key]

    condition {
      test     = "StringLike"
      variable = "kms:ViaService"
      values   = ["s3.${var.place.region}.amazonaws.com*"]
    }
  }

  statement {
    sid       = "InvokeModels"
    actions   = ["bedrock:InvokeModel"]
    resources = var.batch_model_arns
  }
}

resource "aws_iam_role" "batch" {
  count              = var.batch_role ? 1 : 0
  name_prefix        = "${trimsuffix(substr(var.name, 0, 30), "-")}-batch-"
  description        = "Bedrock batch inference on the files of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.batch_trust.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "batch" {
  count  = var.batch_role ? 1 : 0
  name   = "batch-inference"
  role   = aws_iam_role.batch[0].id
  policy = data.aws_iam_policy_document.batch.json
}
