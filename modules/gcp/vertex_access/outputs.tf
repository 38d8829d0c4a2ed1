output "access" {
  description = "What the module gateway takes in model_access, once the guardrails hold."
  value = {
    project = var.place.project
    role    = google_project_iam_custom_role.this.id
  }
  depends_on = [
    google_access_context_manager_service_perimeter.this,
    google_org_policy_policy.endpoints,
    google_org_policy_policy.models,
  ]
}

output "models" {
  description = "Models that were granted; with organization_policies no others answer in the project."
  value       = local._models
}
