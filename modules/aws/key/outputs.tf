output "key" {
  description = "ARN of the key: what other modules take as key."
  value       = aws_kms_key.this.arn
}

output "name" {
  description = "Alias of the key, with its alias/ prefix."
  value       = aws_kms_alias.this.name
}
