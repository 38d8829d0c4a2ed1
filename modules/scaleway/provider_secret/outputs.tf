output "id" {
  description = "Id of the secret, with its region, once a value stands in it."
  value       = scaleway_secret.this.id
  depends_on  = [scaleway_secret_version.this]
}

output "name" {
  description = "Name of the secret, with its folder."
  value       = trimprefix("${trimsuffix(scaleway_secret.this.path, "/")}/${scaleway_secret.this.name}", "/")
}
