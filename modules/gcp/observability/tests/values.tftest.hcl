mock_provider "google" {}

variables {
  key = "projects/support-prod/locations/europe-west3/keyRings/support/cryptoKeys/support"
  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
  name = "support"
  gateways = {
    main = {
      latency_p95_s = 2.5
      min_healthy   = 2
      gateway       = { forwarding_rule = "main-gateway", location = "europe-west3", project = "support-prod", service = "main", url_map = "main-gateway" }
    }
    spare = {
      latency_p95_s = 9
      min_healthy   = 1
      gateway       = { forwarding_rule = "spare-gateway", location = "europe-west3", project = "support-prod", service = "spare", url_map = "spare-gateway" }
    }
  }
  pools = {
    idle = {
      min_nodes = 0
      pool      = { cluster = "c", location = "europe-west3", name = "idle", project = "support-prod", service_account = "idle-node@support-prod.iam.gserviceaccount.com" }
    }
  }
}

run "each_gateway_has_alerts_of_its_own" {
  command = plan

  assert {
    condition = { for key, alert in google_monitoring_alert_policy.gateway_latency : alert.display_name => alert.conditions[0].condition_threshold[0].threshold_value } == {
      support-gateway-main-latency  = 2500
      support-gateway-spare-latency = 9000
    }
    error_message = "Each gateway must be held to its own latency, in milliseconds."
  }
}

run "a_pool_that_may_be_empty_raises_no_alert_when_it_is" {
  command = plan

  assert {
    condition     = length(google_monitoring_alert_policy.pool_nodes) == 0 && length(google_monitoring_alert_policy.pool_stockout) == 1
    error_message = "A pool with min_nodes 0 is well without a node."
  }
}

run "dashboards_of_two_regions_are_told_apart" {
  command = plan

  assert {
    condition     = jsondecode(google_monitoring_dashboard.this.dashboard_json).displayName == "support-europe-west3"
    error_message = "Dashboards belong to the project: their name must say the region."
  }
}

run "an_alert_that_could_never_sound_is_refused" {
  command         = plan
  expect_failures = [var.gateways]

  variables {
    gateways = {
      main = {
        latency_p95_s = 2.5
        min_healthy   = 0
        gateway       = { forwarding_rule = "main-gateway", location = "europe-west3", project = "support-prod", service = "main", url_map = "main-gateway" }
      }
    }
  }
}
