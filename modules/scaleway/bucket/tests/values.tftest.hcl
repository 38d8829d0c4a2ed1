mock_provider "scaleway" {}

variables {
  name           = "example-support-batches"
  retention_days = 30
  key            = { id = "fr-par/1", key_id = "1", region = "fr-par" }
  place = {
    project_id      = "11111111-1111-4111-8111-111111111111"
    organization_id = "22222222-2222-4222-8222-222222222222"
    region          = "fr-par"
  }
}

run "objects_are_private_and_expire" {
  command = plan

  assert {
    condition     = scaleway_object_bucket_acl.this.acl == "private"
    error_message = "Nothing in the bucket may be public."
  }

  assert {
    condition     = one(one(scaleway_object_bucket.this.lifecycle_rule).expiration).days == 30 && !one(scaleway_object_bucket.this.versioning).enabled
    error_message = "An object is gone after its days, with no version left behind."
  }
}

run "a_key_of_another_region_is_refused" {
  command         = plan
  expect_failures = [var.key]

  variables {
    key = { id = "nl-ams/1", key_id = "1", region = "nl-ams" }
  }
}

run "no_retention_is_refused" {
  command         = plan
  expect_failures = [var.retention_days]

  variables {
    retention_days = 0
  }
}
