# machine type a3-highgpu-8g has H100, not nvidia-l4

resource "google_container_node_pool" "p" {
  cluster = "c"
  node_config {
    machine_type = "a3-highgpu-8g"
    guest_accelerator {
      type  = "nvidia-l4"
      count = 1
    }
  }
}
