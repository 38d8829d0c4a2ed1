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
  name        = "hot"
  accelerator = { name = "L4", count = 4 }
  cluster     = { id = "projects/support-prod/locations/europe-west3/clusters/c", location = "europe-west3", name = "c", node_tag = "c-node" }
  machine     = "g2-standard-48"
  nodes       = { min = 1, max = 4 }
  serving     = { address = "10.40.63.250", health_path = "/health", port = 8000 }
}

run "nodes_keep_their_identity_and_their_disks_to_themselves" {
  command = plan

  assert {
    condition     = google_container_node_pool.this.node_config[0].workload_metadata_config[0].mode == "GKE_METADATA" && google_container_node_pool.this.node_config[0].boot_disk_kms_key == var.key
    error_message = "No pod may have the identity of its node, and every disk must be encrypted with the key given."
  }
}

run "only_clients_are_let_in_and_to_this_address_alone" {
  command = plan

  variables {
    clients = { main = { caller = { cidr = "10.40.64.0/20", service_account = "main@support-prod.iam.gserviceaccount.com" }, description = "Main" } }
  }

  assert {
    condition     = google_compute_firewall.client["main"].source_ranges == toset(["10.40.64.0/20"]) && google_compute_firewall.client["main"].destination_ranges == toset(["10.40.63.250/32"])
    error_message = "The rule must name who calls, and what."
  }
}

run "nodes_of_two_zones_start_with_the_least_of_both" {
  command = plan

  variables {
    nodes = { min = 3, max = 4 }
    zones = ["europe-west3-a", "europe-west3-b"]
  }

  assert {
    condition     = google_container_node_pool.this.initial_node_count == 2
    error_message = "GKE counts first nodes by zone."
  }
}

run "the_wrong_gpu_is_refused" {
  command         = plan
  expect_failures = [var.machine]

  variables {
    accelerator = { name = "H100", count = 4 }
  }
}

run "the_wrong_number_of_gpus_is_refused" {
  command         = plan
  expect_failures = [var.machine]

  variables {
    accelerator = { name = "L4", count = 8 }
  }
}

run "a_machine_without_a_known_gpu_is_refused" {
  command         = plan
  expect_failures = [var.machine]

  variables {
    machine = "n1-standard-8"
  }
}

run "more_nodes_at_least_than_at_most_are_refused" {
  command         = plan
  expect_failures = [var.nodes]

  variables {
    nodes = { min = 5, max = 4 }
  }
}

run "a_timetable_is_refused" {
  command         = plan
  expect_failures = [var.schedule]

  variables {
    schedule = { start = "0 7 * * 1-5", end = "0 20 * * 1-5" }
  }
}

run "no_address_is_refused" {
  command         = plan
  expect_failures = [var.serving]

  variables {
    serving = { health_path = "/health", port = 8000 }
  }
}

run "an_address_among_the_pods_is_refused" {
  command         = plan
  expect_failures = [var.serving]

  variables {
    serving = { address = "10.40.128.9", health_path = "/health", port = 8000 }
  }
}

run "an_address_that_google_keeps_is_refused" {
  command         = plan
  expect_failures = [var.serving]

  variables {
    serving = { address = "10.40.63.254", health_path = "/health", port = 8000 }
  }
}
