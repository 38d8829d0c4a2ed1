output "id" {
  description = "Id of the bucket, with its region, once it encrypts and nothing in it is public."
  value       = scaleway_object_bucket.this.id
  depends_on = [
    scaleway_object_bucket_acl.this,
    scaleway_object_bucket_server_side_encryption_configuration.this,
  ]
}

output "name" {
  description = "Name of the bucket."
  value       = scaleway_object_bucket.this.name
}
