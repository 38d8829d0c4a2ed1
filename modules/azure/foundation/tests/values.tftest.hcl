mock_provider "azurerm" {}

variables {
  name   = "support"
  region = "germanywestcentral"
  account = {
    subscription_id = "00000000-0000-0000-0000-000000000001"
    tenant_id       = "00000000-0000-0000-0000-000000000002"
  }
}

run "two_regions_have_two_groups" {
  command = plan

  assert {
    condition     = azurerm_resource_group.this.name == "support-germanywestcentral"
    error_message = "A subscription has one group of a name."
  }
}

run "who_is_not_named_gets_no_role" {
  command = plan

  assert {
    condition     = length(azurerm_role_assignment.deployer) == 0
    error_message = "Only a deployer that is named may be given rights."
  }
}

run "the_deployer_may_make_keys_and_secrets_and_no_more" {
  command = plan

  variables {
    account = {
      deployer        = { object_id = "00000000-0000-0000-0000-000000000003" }
      subscription_id = "00000000-0000-0000-0000-000000000001"
      tenant_id       = "00000000-0000-0000-0000-000000000002"
    }
  }

  assert {
    condition     = keys(azurerm_role_assignment.deployer) == ["Key Vault Crypto Officer", "Key Vault Secrets Officer"]
    error_message = "The deployer needs these two roles on vaults."
  }
}

run "a_private_range_of_the_deployer_is_refused" {
  command         = plan
  expect_failures = [var.account]

  variables {
    account = {
      deployer        = { ranges = ["10.0.0.0/8"] }
      subscription_id = "00000000-0000-0000-0000-000000000001"
      tenant_id       = "00000000-0000-0000-0000-000000000002"
    }
  }
}

run "the_name_that_the_portal_shows_is_no_region" {
  command         = plan
  expect_failures = [var.region]

  variables {
    region = "Germany West Central"
  }
}

run "a_term_that_a_workspace_does_not_offer_is_refused" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 7
  }
}
