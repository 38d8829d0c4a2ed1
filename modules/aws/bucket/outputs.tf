output "batch_role_arn" {
  description = "ARN of the role for Bedrock batch inference; null unless batch_role is set."
  value       = one(aws_iam_role.batch[*].arn)
  depends_on  = [aws_iam_role_policy.batch]
}

output "id" {
  description = "ARN of the bucket, once it is private, encrypted and expires its objects."
  value       = aws_s3_bucket.this.arn
  depends_on = [
    aws_s3_bucket_lifecycle_configuration.this,
    aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_policy.this,
    aws_s3_bucket_public_access_block.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_bucket_versioning.this,
  ]
}

output "name" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.this.id
}
