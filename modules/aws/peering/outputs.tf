output "id" {
  description = "Id of the peering, for the end that accepts it."
  value       = local._peering_id
}
