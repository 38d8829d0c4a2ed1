resource "scaleway_key_manager_key" "this" {
  name        = var.name
  description = "Encrypts what ${var.name} stores"
  project_id  = var.place.project_id
  region      = var.place.region
  usage       = "symmetric_encryption"
  algorithm   = "aes_256_gcm"
  # Key Manager can take an order to delete back for 7 days. Who asks for more gets a key that cannot
  # be deleted at all, until an apply with 7 says otherwise.
  unprotected = var.deletion_window_days == 7
  tags        = [for name, value in var.tags : "${name}=${value}"]

  # A year less a day: the longest period Key Manager takes is a year. No date, or the plan would
  # show a change after each rotation.
  rotation_policy {
    rotation_period = "8736h"
  }
}
