output "address" {
  description = "What a gateway takes in pools: the address of the pool's load balancer, and its port."
  value = {
    cidr = "${local._address}/32"
    port = 80
  }
}

output "internal" {
  description = "Whether the models are served at a private address."
  value       = can(regex("^(10|172[.](1[6-9]|2[0-9]|3[01])|192[.]168)[.]", local._address))
}

output "nodes" {
  description = "The least and the most nodes."
  value = {
    max = azurerm_kubernetes_cluster_node_pool.this.max_count
    min = azurerm_kubernetes_cluster_node_pool.this.min_count
  }
}

output "pool" {
  description = "What the module observability takes: the cluster, the pool's name, which its nodes bear as a label, and AKS's name for it."
  value = {
    cluster_id = var.cluster.id
    name       = var.name
    node_pool  = azurerm_kubernetes_cluster_node_pool.this.name
  }
}

output "ranges" {
  description = "Ranges that the pool's address lies in, for gateways of other networks."
  value       = ["${local._address}/32"]
}

# Not after the nodes: a gateway must come up on its fallbacks while Azure has no machine to give.
output "url" {
  description = "Where the models are served, once the callers may connect. The nodes may still be starting."
  value       = "http://${local._address}:80"
  depends_on  = [azurerm_network_security_rule.callers]
}
