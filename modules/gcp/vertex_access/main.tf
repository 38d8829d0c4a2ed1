locals {
  # A custom role takes letters, digits, _ and . in its id.
  _role_id = replace(var.name, "-", "_")

  _models = toset([for grant in values(var.grants) : "publishers/${grant.publisher}/models/${grant.model}"])

  _global = anytrue([for grant in values(var.grants) : grant.location == "global"])
}

# One permission: to ask a model and have its answer. No jobs, no tuning, no endpoints of one's own. IAM
# has no condition on models: see README.md for what bounds them.
resource "google_project_iam_custom_role" "this" {
  project     = var.place.project
  role_id     = local._role_id
  title       = var.name
  description = "Asks models of Vertex AI: ${join(", ", local._models)}"
  permissions = ["aiplatform.endpoints.predict"]
  stage       = "GA"
}

# --- Guardrails of the whole project ------------------------------------------------------------------

resource "google_project_service" "org_policy" {
  count = var.organization_policies ? 1 : 0

  project            = var.place.project
  service            = "orgpolicy.googleapis.com"
  disable_on_destroy = false
}

# Whatever IAM allows to whom: these models can be asked in the project, and no others.
resource "google_org_policy_policy" "models" {
  count = var.organization_policies ? 1 : 0

  name   = "projects/${var.place.project}/policies/vertexai.allowedModels"
  parent = "projects/${var.place.project}"

  spec {
    inherit_from_parent = false

    rules {
      values {
        allowed_values = [for model in local._models : "${model}:predict"]
      }
    }
  }

  depends_on = [google_project_service.org_policy]
}

# The global endpoint answers from wherever there is room. Where every grant has a region, it is closed.
resource "google_org_policy_policy" "endpoints" {
  count = var.organization_policies && !local._global ? 1 : 0

  name   = "projects/${var.place.project}/policies/gcp.restrictEndpointUsage"
  parent = "projects/${var.place.project}"

  spec {
    inherit_from_parent = true

    rules {
      values {
        denied_values = ["aiplatform.googleapis.com"]
      }
    }
  }

  depends_on = [google_project_service.org_policy]
}

# No call from outside the project reaches its models, and none from inside those of another project.
resource "google_access_context_manager_service_perimeter" "this" {
  count = var.access_policy == null ? 0 : 1

  parent         = "accessPolicies/${var.access_policy}"
  name           = "accessPolicies/${var.access_policy}/servicePerimeters/${local._role_id}"
  title          = local._role_id
  description    = "Vertex AI of ${var.place.project}"
  perimeter_type = "PERIMETER_TYPE_REGULAR"

  status {
    resources           = ["projects/${var.place.project_number}"]
    restricted_services = ["aiplatform.googleapis.com"]
  }
}
