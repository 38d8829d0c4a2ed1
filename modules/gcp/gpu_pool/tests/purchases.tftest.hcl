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
  accelerator = { name = "H100", count = 8 }
  cluster     = { id = "projects/support-prod/locations/europe-west3/clusters/c", location = "europe-west3", name = "c", node_tag = "c-node" }
  machine     = "a3-highgpu-8g"
  nodes       = { min = 1, max = 4 }
  serving     = { address = "10.40.63.250", health_path = "/health", port = 8000 }
  zones       = ["europe-west3-c"]
}

run "on_demand_nodes_stand_close" {
  command = plan

  assert {
    condition     = one(google_container_node_pool.this.placement_policy).type == "COMPACT" && !google_container_node_pool.this.node_config[0].spot && length(google_container_node_pool.this.node_config[0].reservation_affinity) == 0
    error_message = "Several nodes of eight GPUs in one zone are placed together, and bought as there are."
  }

  assert {
    condition     = google_container_node_pool.this.node_config[0].ephemeral_storage_local_ssd_config[0].local_ssd_count == 16
    error_message = "The machine has 16 disks of its own."
  }
}

run "a_reservation_is_named_and_has_no_spare_machine" {
  command = plan

  variables {
    purchase = { kind = "capacity_reservation", reservation_id = "hot-h100" }
  }

  assert {
    condition     = google_container_node_pool.this.node_config[0].reservation_affinity[0].consume_reservation_type == "SPECIFIC_RESERVATION" && google_container_node_pool.this.node_config[0].reservation_affinity[0].values == toset(["hot-h100"])
    error_message = "The nodes must start into the reservation."
  }

  assert {
    condition     = one(google_container_node_pool.this.upgrade_settings).max_surge == 0 && one(google_container_node_pool.this.upgrade_settings).max_unavailable == 1
    error_message = "An upgrade may not ask for a machine that nobody has."
  }
}

run "flex_start_has_all_its_companions" {
  command = plan

  variables {
    accelerator = { name = "H100", count = 1 }
    machine     = "a3-highgpu-1g"
    nodes       = { min = 0, max = 4 }
    purchase    = { kind = "flex_start" }
  }

  assert {
    condition     = google_container_node_pool.this.node_config[0].flex_start && google_container_node_pool.this.node_config[0].max_run_duration == "604800s" && google_container_node_pool.this.node_config[0].reservation_affinity[0].consume_reservation_type == "NO_RESERVATION"
    error_message = "The scheduler takes no pool without an end, or with a reservation."
  }

  assert {
    condition     = google_container_node_pool.this.initial_node_count == 0 && google_container_node_pool.this.autoscaling[0].location_policy == "ANY" && !google_container_node_pool.this.management[0].auto_repair && length(google_container_node_pool.this.queued_provisioning) == 0
    error_message = "The pool must start empty, anywhere, and leave broken nodes to the scheduler."
  }
}

run "queued_is_flex_start_by_request" {
  command = plan

  variables {
    nodes    = { min = 0, max = 4 }
    purchase = { kind = "queued" }
  }

  assert {
    condition     = google_container_node_pool.this.queued_provisioning[0].enabled && google_container_node_pool.this.node_config[0].flex_start && length(google_container_node_pool.this.placement_policy) == 0
    error_message = "Nodes must come by ProvisioningRequest only."
  }
}

run "spot_names_no_reservation" {
  command = plan

  variables {
    purchase = { kind = "spot" }
  }

  assert {
    condition     = google_container_node_pool.this.node_config[0].spot && google_container_node_pool.this.node_config[0].reservation_affinity[0].consume_reservation_type == "NO_RESERVATION"
    error_message = "Spot is bought on the market."
  }
}

run "a_small_h100_on_demand_is_refused" {
  command         = plan
  expect_failures = [var.purchase]

  variables {
    accelerator = { name = "H100", count = 1 }
    machine     = "a3-highgpu-1g"
  }
}

run "a_node_that_must_always_run_on_flex_start_is_refused" {
  command         = plan
  expect_failures = [var.nodes]

  variables {
    purchase = { kind = "flex_start" }
  }
}

run "a_capacity_block_is_refused" {
  command         = plan
  expect_failures = [var.purchase]

  variables {
    purchase = { kind = "capacity_block" }
  }
}

run "a_reservation_in_two_zones_is_refused" {
  command         = plan
  expect_failures = [var.zones]

  variables {
    purchase = { kind = "capacity_reservation", reservation_id = "hot-h100" }
    zones    = ["europe-west3-a", "europe-west3-c"]
  }
}
