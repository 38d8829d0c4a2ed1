mock_provider "google" {}

variables {
  key = "projects/support-prod/locations/europe-west3/keyRings/support/cryptoKeys/support"
  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
  name           = "support-answers"
  retention_days = 30
}

run "what_is_overwritten_goes_a_day_after_it" {
  command = plan

  assert {
    condition     = one(google_storage_bucket.this.lifecycle_rule[0].condition).age == 30 && one(google_storage_bucket.this.lifecycle_rule[1].condition).days_since_noncurrent_time == 1
    error_message = "No version may outlive the retention by more than a day."
  }

  assert {
    condition     = one(google_storage_bucket.this.soft_delete_policy).retention_duration_seconds == 0
    error_message = "What is deleted may not be kept for a week longer."
  }
}

run "nobody_can_open_the_bucket_to_the_public" {
  command = plan

  assert {
    condition     = google_storage_bucket.this.public_access_prevention == "enforced" && google_storage_bucket.this.uniform_bucket_level_access
    error_message = "The bucket must be closed to the public, object by object too."
  }
}

run "a_retention_of_nothing_is_refused" {
  command         = plan
  expect_failures = [var.retention_days]

  variables {
    retention_days = 0
  }
}
