# Too many release_channel blocks

resource "google_container_cluster" "c" {
  name = "c"
  release_channel {
    channel = "RAPID"
  }
  release_channel {
    channel = "STABLE"
  }
}
