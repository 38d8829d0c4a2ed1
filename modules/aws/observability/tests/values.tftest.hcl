mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name  = "support"
  key   = "arn:aws:kms:eu-central-1:123456789012:key/1"
  place = { account_id = "123456789012", partition = "aws", region = "eu-central-1" }
  gateways = {
    main = {
      gateway = {
        cluster_name             = "main"
        load_balancer_arn_suffix = "app/main/1"
        service_name             = "main"
        target_group_arn_suffix  = "targetgroup/main/1"
      }
      latency_p95_s = 2.5
      min_healthy   = 2
    }
    spare = {
      gateway = {
        cluster_name             = "spare"
        load_balancer_arn_suffix = "app/spare/2"
        service_name             = "spare"
        target_group_arn_suffix  = "targetgroup/spare/2"
      }
      latency_p95_s = 9
      min_healthy   = 1
    }
  }
  pools = {
    idle = {
      min_nodes = 0
      pool = {
        autoscaling_group        = "idle"
        load_balancer_arn_suffix = "net/idle/3"
        target_group_arn_suffix  = "targetgroup/idle/3"
      }
    }
  }
}

run "each_gateway_has_alarms_of_its_own" {
  command = plan

  assert {
    condition = { for key, alarm in aws_cloudwatch_metric_alarm.gateway_latency : alarm.alarm_name => alarm.threshold } == {
      support-gateway-main-latency  = 2.5
      support-gateway-spare-latency = 9
    }
    error_message = "Each gateway must be held to its own latency."
  }
}

run "a_pool_that_may_be_empty_raises_no_alarm_when_it_is" {
  command = plan

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.pool_empty) == 0 && length(aws_cloudwatch_metric_alarm.pool_unhealthy) == 1
    error_message = "A pool with min_nodes 0 is well without a node."
  }
}

run "dashboards_of_two_regions_do_not_overwrite_each_other" {
  command = plan

  assert {
    condition     = aws_cloudwatch_dashboard.this.dashboard_name == "support-eu-central-1"
    error_message = "Dashboards are global: their name must say the region."
  }
}

run "an_alarm_that_could_never_sound_is_refused" {
  command         = plan
  expect_failures = [var.gateways]

  variables {
    gateways = {
      main = {
        gateway = {
          cluster_name             = "main"
          load_balancer_arn_suffix = "app/main/1"
          service_name             = "main"
          target_group_arn_suffix  = "targetgroup/main/1"
        }
        latency_p95_s = 2.5
        min_healthy   = 0
      }
    }
  }
}

run "a_key_of_another_region_is_refused" {
  command         = plan
  expect_failures = [var.key]

  variables {
    key = "arn:aws:kms:eu-west-1:123456789012:key/1"
  }
}
