# machine type a3-highgpu-8g has 8 accelerators, not 4

resource "google_container_node_pool" "p" {
  cluster = "c"
  node_config {
    machine_type = "a3-highgpu-8g"
    guest_accelerator {
      type  = "nvidia-h100-80gb"
      count = 4
    }
  }
}
