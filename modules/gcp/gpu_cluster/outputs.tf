output "cluster" {
  description = "What the module gpu_pool takes as cluster, once a node can join it."
  value = {
    id       = google_container_cluster.this.id
    location = google_container_cluster.this.location
    name     = google_container_cluster.this.name
    node_tag = local._node_tag
  }
  # GKE marks the nodes of a GPU pool against other pods only beside a pool without GPUs.
  depends_on = [google_container_node_pool.system]
}

output "name" {
  description = "Name of the cluster."
  value       = google_container_cluster.this.name
}
