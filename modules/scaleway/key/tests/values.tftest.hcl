mock_provider "scaleway" {}

variables {
  name = "support"
  place = {
    project_id      = "11111111-1111-4111-8111-111111111111"
    organization_id = "22222222-2222-4222-8222-222222222222"
    region          = "fr-par"
  }
}

run "a_key_rotates_and_is_protected" {
  command = plan

  assert {
    condition     = !scaleway_key_manager_key.this.unprotected && length(scaleway_key_manager_key.this.rotation_policy) == 1
    error_message = "Unless asked otherwise the key cannot be deleted, and it rotates."
  }
}

run "the_shortest_window_is_key_managers_own" {
  command = plan

  variables {
    deletion_window_days = 7
  }

  assert {
    condition     = scaleway_key_manager_key.this.unprotected
    error_message = "With 7 days the key can be deleted, and for 7 days recovered."
  }
}

run "a_window_that_key_manager_does_not_keep_is_refused" {
  command         = plan
  expect_failures = [var.deletion_window_days]

  variables {
    deletion_window_days = 3
  }
}

run "a_region_of_another_cloud_is_refused" {
  command         = plan
  expect_failures = [var.place]

  variables {
    place = { project_id = "p", organization_id = "o", region = "eu-central-1" }
  }
}
