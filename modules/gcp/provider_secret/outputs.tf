output "id" {
  description = "Id of the secret, once it has a value: what a gateway takes among its secrets."
  value       = google_secret_manager_secret.this.id
  depends_on  = [google_secret_manager_secret_version.this]
}

output "name" {
  description = "Name of the secret in Secret Manager: what an operator puts the key under."
  value       = google_secret_manager_secret.this.secret_id
}
