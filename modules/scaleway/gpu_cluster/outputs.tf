output "cluster" {
  description = "The cluster, once a node can join it and its API answers the network alone."
  value = {
    id      = scaleway_k8s_cluster.this.id
    name    = scaleway_k8s_cluster.this.name
    version = scaleway_k8s_cluster.this.version
  }
  depends_on = [scaleway_k8s_acl.this, scaleway_k8s_pool.system]
}

output "name" {
  description = "Name of the cluster."
  value       = scaleway_k8s_cluster.this.name
}
