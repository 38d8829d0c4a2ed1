output "key" {
  description = "Id of the key, once the services may use it: what other modules take as key."
  value       = google_kms_crypto_key.this.id
  depends_on  = [google_kms_crypto_key_iam_member.agent]
}

output "name" {
  description = "Name of the key and of its ring."
  value       = google_kms_crypto_key.this.name
}
