output "alias" {
  description = "Alias of the key, with its alias/ prefix."
  value       = aws_kms_alias.this.name
}

output "arn" {
  description = "ARN of the key."
  value       = aws_kms_key.this.arn
}
