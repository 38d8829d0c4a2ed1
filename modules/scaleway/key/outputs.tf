output "key" {
  description = "The key: its id with its region, as Terraform names it, and without, as services name it."
  value = {
    id     = scaleway_key_manager_key.this.id
    key_id = reverse(split("/", scaleway_key_manager_key.this.id))[0]
    region = var.place.region
  }
}

output "name" {
  description = "Name of the key."
  value       = scaleway_key_manager_key.this.name
}
