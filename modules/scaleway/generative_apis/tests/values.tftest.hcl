mock_provider "scaleway" {}

variables {
  name = "support-generative-apis"
  place = {
    project_id      = "11111111-1111-4111-8111-111111111111"
    organization_id = "22222222-2222-4222-8222-222222222222"
    region          = "fr-par"
  }
}

run "the_application_may_call_models_and_no_more" {
  command = plan

  assert {
    condition     = one(scaleway_iam_policy.this.rule).permission_set_names == toset(["GenerativeApisModelAccess"])
    error_message = "One permission set, for models."
  }

  assert {
    condition     = output.url == "https://api.scaleway.ai/11111111-1111-4111-8111-111111111111/v1"
    error_message = "The calls are billed to the project."
  }
}

run "a_key_counts_inside_the_network_only" {
  command = plan

  variables {
    network = {
      cidr               = "10.40.0.0/20"
      nat_address        = "198.51.100.7"
      private_network_id = "fr-par/1"
      vpc_id             = "fr-par/2"
      zones              = ["fr-par-1"]
    }
  }

  assert {
    condition     = one(scaleway_iam_policy.this.rule).condition == "request.ip == '198.51.100.7'"
    error_message = "Calls must come over the network's way out."
  }
}

run "a_network_without_a_way_out_is_refused" {
  command         = plan
  expect_failures = [var.network]

  variables {
    network = {
      cidr               = "10.40.0.0/20"
      nat_address        = null
      private_network_id = "fr-par/1"
      vpc_id             = "fr-par/2"
      zones              = ["fr-par-1"]
    }
  }
}
