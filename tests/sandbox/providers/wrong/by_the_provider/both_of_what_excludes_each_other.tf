# only one of `name,name_prefix` can be specified

resource "google_container_node_pool" "p" {
  cluster     = "c"
  name        = "p"
  name_prefix = "p"
}
