mock_provider "scaleway" {
  mock_resource "scaleway_ipam_ip" {
    defaults = { id = "fr-par/44444444-4444-4444-8444-444444444444" }
  }
}

variables {
  name        = "support-hot"
  accelerator = { name = "H100", count = 2 }
  machine     = "H100-SXM-2-80G"
  nodes       = { min = 1, max = 4 }
  serving     = { address = "10.40.15.10", health_path = "/health", port = 8000 }
  zones       = ["fr-par-2"]
  cluster     = { id = "fr-par/1", name = "support", version = "1.35" }
  key         = { id = "fr-par/1", key_id = "1", region = "fr-par" }
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

run "the_pool_is_private_and_its_address_known" {
  command = plan

  assert {
    condition     = alltrue([for pool in values(scaleway_k8s_pool.this) : pool.public_ip_disabled]) && output.internal
    error_message = "Neither nodes nor load balancer may have a public address."
  }

  assert {
    condition     = output.url == "http://10.40.15.10:80" && scaleway_ipam_ip.this.address == "10.40.15.10"
    error_message = "The address is known before the pool is there."
  }
}

run "the_service_carries_the_reserved_address_and_its_callers" {
  command = apply

  variables {
    clients = {
      one = { description = "One", caller = { cidrs = ["10.40.0.12/32"] } }
      two = { description = "Two", caller = { cidrs = ["10.40.0.11/32", "10.40.0.12/32"] } }
    }
  }

  assert {
    condition     = output.service.annotations["service.beta.kubernetes.io/scw-loadbalancer-private-ip-ids"] == "44444444-4444-4444-8444-444444444444"
    error_message = "The controller takes the id of the address without its region."
  }

  assert {
    condition     = output.service.source_ranges == tolist(["10.40.0.11/32", "10.40.0.12/32"])
    error_message = "Each caller is admitted once."
  }
}

run "without_callers_nobody_is_admitted" {
  command = apply

  assert {
    condition     = output.service.source_ranges == tolist(["127.0.0.1/32"])
    error_message = "A service without ranges would admit everyone."
  }
}

run "the_bounds_are_shared_out_over_the_zones" {
  command = plan

  variables {
    zones = ["fr-par-1", "fr-par-2"]
    nodes = { min = 3, max = 4 }
  }

  assert {
    condition = {
      for zone, pool in scaleway_k8s_pool.this : zone => [pool.min_size, pool.max_size]
    } == { "fr-par-1" = [2, 2], "fr-par-2" = [1, 2] }
    error_message = "3 to 4 nodes over two zones are 2 to 2 and 1 to 2."
  }

  assert {
    condition     = output.nodes == { max = 4, min = 3 }
    error_message = "Together the zones have what was asked for."
  }
}

run "fewer_nodes_than_zones_are_refused" {
  command         = plan
  expect_failures = [var.nodes]

  variables {
    zones = ["fr-par-1", "fr-par-2"]
    nodes = { min = 0, max = 1 }
  }
}

run "a_machine_with_another_gpu_is_refused" {
  command         = plan
  expect_failures = [var.machine]

  variables {
    machine = "L4-2-24G"
  }
}

run "a_machine_with_other_numbers_is_refused" {
  command         = plan
  expect_failures = [var.machine]

  variables {
    machine = "H100-SXM-4-80G"
  }
}

run "a_machine_nobody_sells_is_refused" {
  command         = plan
  expect_failures = [var.machine]

  variables {
    accelerator = { name = "H100", count = 8 }
    machine     = "H100-8-80G"
  }
}

run "spot_is_refused" {
  command         = plan
  expect_failures = [var.purchase]

  variables {
    purchase = { kind = "spot" }
  }
}

run "a_timetable_is_refused" {
  command         = plan
  expect_failures = [var.schedule]

  variables {
    schedule = { start = "0 7 * * 1-5", end = "0 19 * * 1-5" }
  }
}

run "without_an_address_the_network_picks_one" {
  command = apply

  variables {
    serving = { health_path = "/health", port = 8000 }
  }

  assert {
    condition     = output.url == "http://${scaleway_ipam_ip.this.address}:80" && output.address.ip == scaleway_ipam_ip.this.address
    error_message = "The reserved address is what gateways get."
  }
}

run "an_address_outside_the_network_is_refused" {
  command         = plan
  expect_failures = [var.serving]

  variables {
    serving = { address = "10.41.0.10", health_path = "/health", port = 8000 }
  }
}

run "an_address_the_network_keeps_is_refused" {
  command         = plan
  expect_failures = [var.serving]

  variables {
    serving = { address = "10.40.0.1", health_path = "/health", port = 8000 }
  }
}
