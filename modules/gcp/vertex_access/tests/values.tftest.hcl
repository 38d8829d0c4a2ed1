mock_provider "google" {}

variables {
  name = "support-vertex"
  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
  grants = {
    gemini = {
      description = "Gemini in Frankfurt"
      location    = "europe-west3"
      model       = "gemini-2.5-flash"
      publisher   = "google"
    }
  }
}

run "the_role_asks_models_and_does_nothing_else" {
  command = plan

  assert {
    condition     = google_project_iam_custom_role.this.permissions == toset(["aiplatform.endpoints.predict"]) && google_project_iam_custom_role.this.role_id == "support_vertex"
    error_message = "The role must hold one permission."
  }

  assert {
    condition     = length(google_org_policy_policy.models) == 0 && length(google_access_context_manager_service_perimeter.this) == 0
    error_message = "Guardrails of the whole project come only when asked for."
  }
}

run "with_policies_only_the_granted_models_answer" {
  command = plan

  variables {
    organization_policies = true
  }

  assert {
    condition     = google_org_policy_policy.models[0].spec[0].rules[0].values[0].allowed_values == tolist(["publishers/google/models/gemini-2.5-flash:predict"])
    error_message = "The policy must name the granted models and their use."
  }

  assert {
    condition     = length(google_org_policy_policy.endpoints) == 1
    error_message = "Without a global grant the global endpoint must be closed."
  }
}

run "a_global_grant_keeps_the_global_endpoint_open" {
  command = plan

  variables {
    organization_policies = true
    grants = {
      gemini = {
        description = "Gemini, anywhere"
        location    = "global"
        model       = "gemini-2.5-flash"
        publisher   = "google"
      }
    }
  }

  assert {
    condition     = length(google_org_policy_policy.endpoints) == 0
    error_message = "A grant must not be refused by the same module."
  }
}

run "a_wildcard_in_a_model_is_refused" {
  command         = plan
  expect_failures = [var.grants]

  variables {
    grants = {
      any = {
        description = "Any model"
        location    = "europe-west3"
        model       = "*"
        publisher   = "google"
      }
    }
  }
}
