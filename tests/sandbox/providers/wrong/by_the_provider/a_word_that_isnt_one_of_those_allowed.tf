# main.tf line 9.*expected effect to be one of.*got NoSchedule

resource "google_container_node_pool" "p" {
  cluster = "c"
  node_config {
    taint {
      key    = "k"
      value  = "v"
      effect = "NoSchedule"
    }
  }
}
