mock_provider "google" {}

variables {
  name = "support"
  place = {
    billing_account = "012345-6789AB-CDEF01"
    project         = "support-prod"
    project_number  = "123456789012"
    region          = "europe-west3"
  }
}

run "disks_and_clusters_get_the_key_only_when_asked" {
  command = plan

  assert {
    condition     = !contains(keys(google_kms_crypto_key_iam_member.agent), "compute") && !contains(keys(google_kms_crypto_key_iam_member.agent), "gke")
    error_message = "Without nodes neither Compute Engine nor GKE needs the key."
  }
}

run "the_disks_of_nodes_are_encrypted_by_compute_engine" {
  command = plan

  variables {
    node_volumes = true
  }

  assert {
    condition     = google_kms_crypto_key_iam_member.agent["compute"].member == "serviceAccount:service-123456789012@compute-system.iam.gserviceaccount.com"
    error_message = "The agent of Compute Engine must be able to use the key."
  }
}

run "labels_are_what_google_takes" {
  command = plan

  variables {
    tags = { CostCentre = "R&D Zürich" }
  }

  assert {
    condition     = google_kms_crypto_key.this.labels == tomap({ costcentre = "r_d_z_rich" })
    error_message = "Labels are lower-case, and take no other characters than letters, digits, _ and -."
  }
}

run "a_window_that_cloud_kms_does_not_offer_is_refused" {
  command         = plan
  expect_failures = [var.deletion_window_days]

  variables {
    deletion_window_days = 365
  }
}
