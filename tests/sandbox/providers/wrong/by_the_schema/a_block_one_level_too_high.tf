# Unsupported block type

resource "google_container_node_pool" "p" {
  cluster = "c"
  guest_accelerator {}
}
