output "place" {
  description = "Where the other modules stand, once their APIs answer: project, its number, billing account, region."
  value = {
    billing_account = var.account.billing_account
    project         = var.account.project
    project_number  = var.account.project_number
    region          = var.region
  }
  depends_on = [
    google_logging_project_sink.audit,
    google_project_service.this,
    google_project_service_identity.this,
  ]
}
