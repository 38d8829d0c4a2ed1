mock_provider "google" {}
mock_provider "google-beta" {}

variables {
  name   = "support-europe-west3"
  region = "europe-west3"
  account = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
  }
}

run "no_api_is_ever_switched_off" {
  command = plan

  assert {
    condition     = alltrue([for service in google_project_service.this : !service.disable_on_destroy])
    error_message = "Other workloads of the project may need the API."
  }
}

run "a_project_named_by_its_number_is_refused" {
  command         = plan
  expect_failures = [var.account]

  variables {
    account = {
      billing_account = "012345-6789AB-CDEF01"
      project         = "123456789012"
      project_number  = "123456789012"
    }
  }
}

run "a_zone_for_a_region_is_refused" {
  command         = plan
  expect_failures = [var.region]

  variables {
    region = "europe-west3-a"
  }
}
