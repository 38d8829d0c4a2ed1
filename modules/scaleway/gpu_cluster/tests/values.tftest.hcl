mock_provider "scaleway" {}

variables {
  name = "support"
  key  = { id = "fr-par/1", key_id = "1", region = "fr-par" }
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
}

run "nodes_are_private_and_shared_out_over_the_zones" {
  command = plan

  variables {
    system_nodes = { machine = "PRO2-XS", max = 5, min = 3 }
  }

  assert {
    condition     = alltrue([for pool in values(scaleway_k8s_pool.system) : pool.public_ip_disabled])
    error_message = "No node may have a public address."
  }

  assert {
    condition = {
      for zone, pool in scaleway_k8s_pool.system : zone => [pool.min_size, pool.max_size]
    } == { "fr-par-1" = [2, 3], "fr-par-2" = [1, 2] }
    error_message = "3 to 5 nodes over two zones are 2 to 3 and 1 to 2."
  }

  assert {
    condition     = one(scaleway_k8s_acl.this.acl_rules).ip == "198.51.100.7/32"
    error_message = "The API answers the network's own way out, and nobody else."
  }
}

run "administrators_get_the_clusters_of_the_project" {
  command = plan

  variables {
    administrators = ["group:33333333-3333-4333-8333-333333333333"]
  }

  assert {
    condition = alltrue([
      for policy in values(scaleway_iam_policy.administrator) :
      policy.group_id == "33333333-3333-4333-8333-333333333333" && policy.user_id == null && policy.application_id == null
    ])
    error_message = "The policy must be the group's."
  }
}

run "a_network_without_a_way_out_is_refused" {
  command         = plan
  expect_failures = [scaleway_k8s_cluster.this]

  variables {
    network = {
      cidr               = "10.40.0.0/20"
      nat_address        = null
      private_network_id = "fr-par/11111111-1111-4111-8111-111111111111"
      vpc_id             = "fr-par/22222222-2222-4222-8222-222222222222"
      zones              = ["fr-par-1"]
    }
  }
}

run "the_range_of_kapsules_services_is_refused" {
  command         = plan
  expect_failures = [scaleway_k8s_cluster.this]

  variables {
    network = {
      cidr               = "10.32.4.0/22"
      nat_address        = "198.51.100.7"
      private_network_id = "fr-par/11111111-1111-4111-8111-111111111111"
      vpc_id             = "fr-par/22222222-2222-4222-8222-222222222222"
      zones              = ["fr-par-1"]
    }
  }
}

run "system_nodes_with_gpus_are_refused" {
  command         = plan
  expect_failures = [var.system_nodes]

  variables {
    system_nodes = { machine = "L4-1-24G", max = 2, min = 1 }
  }
}
