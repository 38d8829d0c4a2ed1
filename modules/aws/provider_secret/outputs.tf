output "id" {
  description = "ARN of the secret, once it has a value."
  value       = aws_secretsmanager_secret.this.arn
  depends_on  = [aws_secretsmanager_secret_version.this]
}

output "name" {
  description = "Name of the secret: what an operator puts the key under."
  value       = aws_secretsmanager_secret.this.name
}
