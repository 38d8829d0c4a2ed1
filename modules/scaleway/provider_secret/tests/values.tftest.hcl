mock_provider "scaleway" {}

variables {
  name        = "support/prod/mistral-key"
  description = "API key of Mistral"
  key         = { id = "fr-par/1", key_id = "1", region = "fr-par" }
  place = {
    project_id      = "11111111-1111-4111-8111-111111111111"
    organization_id = "22222222-2222-4222-8222-222222222222"
    region          = "fr-par"
  }
}

run "what_stands_before_the_last_slash_is_the_folder" {
  command = plan

  assert {
    condition     = scaleway_secret.this.path == "/support/prod" && scaleway_secret.this.name == "mistral-key"
    error_message = "The name must be split into folder and name."
  }

  assert {
    condition     = output.name == "support/prod/mistral-key" && scaleway_secret.this.protected
    error_message = "The whole name comes back, and 30 days of recovery mean protection."
  }
}

run "a_name_without_a_folder_lies_in_the_root" {
  command = plan

  variables {
    name                 = "mistral-key"
    recovery_window_days = 7
  }

  assert {
    condition     = scaleway_secret.this.path == "/" && output.name == "mistral-key" && !scaleway_secret.this.protected
    error_message = "Without a slash the folder is the root; 7 days are Secret Manager's own."
  }
}

run "a_value_and_a_generated_one_are_refused" {
  command         = plan
  expect_failures = [var.value]

  variables {
    value    = "sk-1"
    generate = true
  }
}

run "an_empty_folder_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "support//key"
  }
}
