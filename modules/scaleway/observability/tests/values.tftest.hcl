mock_provider "scaleway" {}

variables {
  name = "support"
  key  = { id = "fr-par/1", key_id = "1", region = "fr-par" }
  place = {
    project_id      = "11111111-1111-4111-8111-111111111111"
    organization_id = "22222222-2222-4222-8222-222222222222"
    region          = "fr-par"
  }
}

run "alerts_reach_every_subscriber" {
  command = plan

  variables {
    subscribers = ["oncall@example.com", "data@example.com"]
  }

  assert {
    condition     = scaleway_cockpit_alert_manager.this.contact_points[*].email == tolist(["data@example.com", "oncall@example.com"])
    error_message = "Each subscriber is a contact."
  }
}

run "an_address_that_is_none_is_refused" {
  command         = plan
  expect_failures = [var.subscribers]

  variables {
    subscribers = ["oncall"]
  }
}
