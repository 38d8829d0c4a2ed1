output "access" {
  description = "Who calls Generative APIs, and where, once the policy lets it: what the module gateway takes in model_access."
  value = {
    application_id = scaleway_iam_application.this.id
    url            = "https://api.scaleway.ai/${var.place.project_id}/v1"
  }
  depends_on = [scaleway_iam_policy.this]
}

output "application_id" {
  description = "Application whose API key the gateway carries."
  value       = scaleway_iam_application.this.id
  depends_on  = [scaleway_iam_policy.this]
}

output "url" {
  description = "Base URL of the models, with the project that pays for the calls."
  value       = "https://api.scaleway.ai/${var.place.project_id}/v1"
}
