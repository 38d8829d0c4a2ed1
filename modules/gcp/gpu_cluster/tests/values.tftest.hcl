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
  name = "support-gpu"
}

run "the_kubernetes_api_is_private" {
  command = plan

  assert {
    condition     = one(google_container_cluster.this.private_cluster_config).enable_private_endpoint && one(google_container_cluster.this.private_cluster_config).enable_private_nodes
    error_message = "The Kubernetes API must answer inside the network only."
  }

  assert {
    condition     = !one(one(google_container_cluster.this.control_plane_endpoints_config).dns_endpoint_config).allow_external_traffic
    error_message = "No name may lead around the private endpoint."
  }
}

run "what_pods_write_is_not_collected" {
  command = plan

  assert {
    condition     = !contains(one(google_container_cluster.this.logging_config).enable_components, "WORKLOADS")
    error_message = "A model server can quote a prompt."
  }
}

run "gke_lets_nobody_in_by_itself" {
  command = plan

  assert {
    condition     = google_container_cluster.this.disable_l4_lb_firewall_reconciliation
    error_message = "GKE would open the addresses of pools to the whole network."
  }
}

run "without_nat_nodes_have_no_way_out" {
  command = plan

  variables {
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

  assert {
    condition     = length(google_compute_firewall.internet) == 0
    error_message = "There is nothing to let them reach."
  }
}

run "system_nodes_of_arm_are_refused" {
  command         = plan
  expect_failures = [var.system_nodes]

  variables {
    system_nodes = { machine = "t2a-standard-2", max = 3, min = 2 }
  }
}

run "a_cluster_without_a_system_node_is_refused" {
  command         = plan
  expect_failures = [var.system_nodes]

  variables {
    system_nodes = { machine = "e2-standard-2", max = 3, min = 0 }
  }
}

run "an_administrator_who_is_no_principal_is_refused" {
  command         = plan
  expect_failures = [var.administrators]

  variables {
    administrators = ["platform@example.com"]
  }
}
