mock_provider "google" {}

variables {
  key = "projects/support-prod/locations/europe-west3/keyRings/support/cryptoKeys/support"
  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
  network = {
    cidr            = "10.40.0.0/16"
    firewall_policy = "support"
    gateways        = { cidr = "10.40.64.0/20", subnetwork = "projects/support-prod/regions/europe-west3/subnetworks/support-gateways" }
    id              = "projects/support-prod/global/networks/support"
    name            = "support"
    nat             = true
    nodes = {
      cidr           = "10.40.0.0/18"
      pods_cidr      = "10.40.128.0/17"
      pods_range     = "pods"
      services_cidr  = "10.40.96.0/20"
      services_range = "services"
      subnetwork     = "projects/support-prod/regions/europe-west3/subnetworks/support-nodes"
    }
    zones = ["europe-west3-a", "europe-west3-b"]
  }
  name   = "support"
  config = "model_list: []"
  image  = "ghcr.io/berriai/litellm:v1.106.2"
}

run "the_gateway_is_private" {
  command = plan

  assert {
    condition     = output.internal && google_cloud_run_v2_service.this.default_uri_disabled && one(google_cloud_run_v2_service.this.template[0].vpc_access).egress == "ALL_TRAFFIC"
    error_message = "The load balancer must be the only way in, and the network the only way out."
  }
}

run "only_callers_reach_the_load_balancer" {
  command = plan

  variables {
    clients = ["10.50.0.0/16"]
  }

  assert {
    condition     = one(google_compute_region_network_firewall_policy_rule.clients.match).src_ip_ranges == tolist(["10.50.0.0/16"]) && google_compute_region_network_firewall_policy_rule.others.action == "deny" && google_compute_region_network_firewall_policy_rule.others.priority > google_compute_region_network_firewall_policy_rule.clients.priority
    error_message = "Whoever is not a client must be refused."
  }
}

run "an_image_from_elsewhere_is_copied_into_the_region" {
  command = plan

  assert {
    condition     = one(google_cloud_run_v2_service.this.template[0].containers).image == "europe-west3-docker.pkg.dev/support-prod/support-gateway/berriai/litellm:v1.106.2" && one(one(one(one(google_artifact_registry_repository.this).remote_repository_config).docker_repository).custom_repository).uri == "https://ghcr.io"
    error_message = "Cloud Run must draw the image from the copy."
  }
}

run "an_image_of_docker_hub_is_named_without_a_host" {
  command = plan

  variables {
    image = "litellm/litellm:v1.106.2"
  }

  assert {
    condition     = one(google_cloud_run_v2_service.this.template[0].containers).image == "europe-west3-docker.pkg.dev/support-prod/support-gateway/litellm/litellm:v1.106.2"
    error_message = "The first part of this name is no host."
  }
}

run "an_image_of_googles_own_registry_is_taken_as_it_is" {
  command = plan

  variables {
    image = "europe-west3-docker.pkg.dev/images/gateways/litellm:v1.106.2"
  }

  assert {
    condition     = one(google_cloud_run_v2_service.this.template[0].containers).image == var.image && length(google_artifact_registry_repository.this) == 0
    error_message = "There is nothing to copy."
  }
}

run "without_hosts_there_is_no_way_out" {
  command = plan

  assert {
    condition     = length(google_compute_region_network_firewall_policy_rule.hosts) == 0 && length(google_compute_firewall.pool) == 0
    error_message = "A gateway that calls nobody on the internet must not be able to."
  }
}

run "hosts_in_a_network_without_a_way_out_are_refused" {
  command         = plan
  expect_failures = [var.hosts]

  variables {
    hosts = ["api.mistral.ai"]
    network = {
      cidr            = "10.40.0.0/16"
      firewall_policy = "support"
      gateways        = { cidr = "10.40.64.0/20", subnetwork = "support-gateways" }
      id              = "projects/support-prod/global/networks/support"
      name            = "support"
      nat             = false
      nodes = {
        cidr           = "10.40.0.0/18"
        pods_cidr      = "10.40.128.0/17"
        pods_range     = "pods"
        services_cidr  = "10.40.96.0/20"
        services_range = "services"
        subnetwork     = "support-nodes"
      }
      zones = []
    }
  }
}

run "an_image_under_a_tag_that_moves_is_refused" {
  command         = plan
  expect_failures = [var.image]

  variables {
    image = "ghcr.io/berriai/litellm:latest"
  }
}

run "a_size_that_cloud_run_does_not_offer_is_refused" {
  command         = plan
  expect_failures = [var.size]

  variables {
    size = { cpu = 1024, memory = 8192 }
  }
}

run "a_secret_that_stands_in_the_environment_too_is_refused" {
  command         = plan
  expect_failures = [google_cloud_run_v2_service.this]

  variables {
    environment = { API_KEY = "open" }
    secrets     = { API_KEY = "projects/support-prod/secrets/key" }
  }
}
