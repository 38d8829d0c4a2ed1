# Unsupported argument.*define a block

resource "google_container_node_pool" "p" {
  cluster     = "c"
  autoscaling = {}
}
