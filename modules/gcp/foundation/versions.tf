terraform {
  required_version = ">= 1.11.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 7.46.0, < 9.0.0"
    }

    # For google_project_service_identity alone, which the other provider does not have.
    google-beta = {
      source  = "hashicorp/google-beta"
      version = ">= 7.46.0, < 9.0.0"
    }
  }
}
