output "address" {
  description = "Where a gateway finds the pool: an address and a port of the network."
  value = {
    ip   = scaleway_ipam_ip.this.address
    port = 80
  }
}

output "internal" {
  description = "Whether the pool is reached over a private address only."
  value       = local._annotations["${local._annotation}-private"] == "true"
}

output "nodes" {
  description = "The least and the most nodes, over all zones."
  value = {
    max = sum(values(scaleway_k8s_pool.this)[*].max_size)
    min = sum(values(scaleway_k8s_pool.this)[*].min_size)
  }
}

output "pool" {
  description = "The pool, once its nodes have joined the cluster: what the module observability watches."
  value = {
    name  = var.name
    pools = { for zone, pool in scaleway_k8s_pool.this : zone => pool.id }
  }
}

output "ranges" {
  description = "Ranges that the pool's address lies in, for gateways of other networks."
  value       = ["${scaleway_ipam_ip.this.address}/32"]
}

output "service" {
  description = "What the Kubernetes service of the pool must carry to become its load balancer."
  value = {
    annotations   = local._annotations
    source_ranges = local._source_ranges
    target_port   = var.serving.port
  }
}

# Not after the nodes: a gateway must come up on its fallbacks while Scaleway has no machine to give.
output "url" {
  description = "Where the models are served, once the pool's service and nodes are there."
  value       = "http://${scaleway_ipam_ip.this.address}:80"
}
