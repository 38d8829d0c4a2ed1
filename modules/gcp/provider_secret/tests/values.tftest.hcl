mock_provider "google" {}
mock_provider "random" {}

variables {
  key = "projects/support-prod/locations/europe-west3/keyRings/support/cryptoKeys/support"
  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
  description = "Key of the Mistral API"
  name        = "support/mistral/api-key"
}

run "a_name_with_slashes_becomes_one_that_secret_manager_takes" {
  command = plan

  assert {
    condition     = google_secret_manager_secret.this.secret_id == "support-mistral-api-key"
    error_message = "Secret Manager takes letters, digits, _ and - only."
  }
}

run "the_secret_stays_in_its_region" {
  command = plan

  assert {
    condition     = [for replica in one(one(google_secret_manager_secret.this.replication).user_managed).replicas : replica.location] == ["europe-west3"]
    error_message = "There must be one copy, in the region of place."
  }
}

run "a_value_beside_a_generated_one_is_refused" {
  command         = plan
  expect_failures = [var.value]

  variables {
    generate = true
    value    = "sk-given"
  }
}

run "a_window_that_secret_manager_does_not_offer_is_refused" {
  command         = plan
  expect_failures = [var.recovery_window_days]

  variables {
    recovery_window_days = 0.5
  }
}
