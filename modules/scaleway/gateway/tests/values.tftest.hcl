mock_provider "scaleway" {}

variables {
  name   = "support"
  config = "model_list: []"
  image  = "ghcr.io/berriai/litellm:v1.106.2"
  zones  = ["fr-par-1", "fr-par-2"]
  key    = { id = "fr-par/1", key_id = "1", region = "fr-par" }
  network = {
    cidr               = "10.40.0.0/20"
    nat_address        = "198.51.100.7"
    private_network_id = "fr-par/11111111-1111-4111-8111-111111111111"
    vpc_id             = "fr-par/22222222-2222-4222-8222-222222222222"
    zones              = ["fr-par-1", "fr-par-2"]
  }
  place = {
    project_id      = "11111111-1111-4111-8111-111111111111"
    organization_id = "22222222-2222-4222-8222-222222222222"
    region          = "fr-par"
  }
  replicas = { min = 2, max = 3 }
}

run "the_gateway_is_private" {
  command = plan

  assert {
    condition     = output.internal && alltrue([for server in values(scaleway_instance_server.this) : !server.enable_dynamic_ip])
    error_message = "Neither the load balancer nor a machine may have a public address."
  }

  assert {
    condition     = scaleway_lb_frontend.this.acl[1].action[0].type == "deny" && length(scaleway_lb_frontend.this.acl) == 2
    error_message = "What the first rule does not name is refused by the last."
  }

  assert {
    condition     = scaleway_lb_frontend.this.acl[0].match[0].ip_subnet == tolist(["10.40.0.0/20"])
    error_message = "Without clients, the network may call."
  }
}

run "machines_stand_in_all_zones" {
  command = plan

  assert {
    condition     = [for number in ["0", "1", "2"] : scaleway_instance_server.this[number].zone] == ["fr-par-1", "fr-par-2", "fr-par-1"]
    error_message = "The machines take the zones in turn."
  }

  assert {
    condition     = output.replicas == { max = 3, min = 3 }
    error_message = "All machines that the peak needs run all the time."
  }
}

run "the_smallest_machine_that_fits_is_taken" {
  command = plan

  variables {
    size = { cpu = 1024, memory = 12288 }
  }

  assert {
    condition     = alltrue([for server in values(scaleway_instance_server.this) : server.type == "PRO2-XS"])
    error_message = "12 GiB fit into 16, not into 8."
  }
}

run "without_secrets_there_is_no_key" {
  command = plan

  assert {
    condition     = length(scaleway_iam_api_key.reader) == 0
    error_message = "Nobody who reads, no key."
  }
}

run "the_reader_reads_these_secrets_from_here" {
  command = plan

  variables {
    secrets = {
      LITELLM_MASTER_KEY = "fr-par/33333333-3333-4333-8333-333333333333"
      MISTRAL_API_KEY    = "fr-par/44444444-4444-4444-8444-444444444444"
    }
  }

  assert {
    condition     = one(scaleway_iam_policy.reader[0].rule).condition == "request.ip == '198.51.100.7' && (resource.id == '33333333-3333-4333-8333-333333333333' || resource.id == '44444444-4444-4444-8444-444444444444')"
    error_message = "The key opens the two secrets, from the network's address."
  }
}

run "an_image_under_a_tag_that_moves_is_refused" {
  command         = plan
  expect_failures = [var.image]

  variables {
    image = "ghcr.io/berriai/litellm:latest"
  }
}

run "a_certificate_is_refused" {
  command         = plan
  expect_failures = [var.certificate]

  variables {
    certificate = "fr-par-1/11111111-1111-4111-8111-111111111111"
  }
}

run "a_size_no_machine_has_is_refused" {
  command         = plan
  expect_failures = [var.size]

  variables {
    size = { cpu = 32768, memory = 8192 }
  }
}

run "more_zones_than_machines_are_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    replicas = { min = 1, max = 1 }
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
      zones              = ["fr-par-1", "fr-par-2"]
    }
  }
}

run "a_secret_that_stands_in_the_environment_too_is_refused" {
  command         = plan
  expect_failures = [scaleway_instance_server.this]

  variables {
    environment = { MISTRAL_API_KEY = "plain" }
    secrets     = { MISTRAL_API_KEY = "fr-par/33333333-3333-4333-8333-333333333333" }
  }
}
