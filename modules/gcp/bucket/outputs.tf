output "id" {
  description = "Id of the bucket: what a policy of IAM names it by."
  value       = google_storage_bucket.this.id
}

output "name" {
  description = "Name of the bucket."
  value       = google_storage_bucket.this.name
}
