output "address" {
  description = "Security group of the load balancer: what the module gateway takes as the address of a pool."
  value       = aws_security_group.this.id
}

output "internal" {
  description = "Whether the load balancer has private addresses only."
  value       = aws_lb.this.internal
}

output "nodes" {
  description = "The least and the most nodes."
  value = {
    max = aws_eks_node_group.this.scaling_config[0].max_size
    min = aws_eks_node_group.this.scaling_config[0].min_size
  }
}

output "pool" {
  description = "What the module observability watches, once the nodes have joined the cluster: their Auto Scaling group, and what CloudWatch calls the load balancer and its targets."
  value = {
    autoscaling_group        = local._autoscaling_group
    load_balancer_arn_suffix = aws_lb.this.arn_suffix
    target_group_arn_suffix  = aws_lb_target_group.this.arn_suffix
  }
}

output "ranges" {
  description = "Ranges that the load balancer's addresses lie in, for gateways of other networks."
  value       = [for zone in var.zones : var.network.ranges[zone]]
}

# Not after the nodes: a gateway must come up on its fallbacks while AWS has no machine to give.
output "url" {
  description = "Where the models are served, once the callers may connect. The nodes may still be starting."
  value       = "http://${aws_lb.this.dns_name}:${local._port}"
  depends_on  = [aws_lb_listener.this, aws_vpc_security_group_ingress_rule.client, aws_vpc_security_group_ingress_rule.client_range]
}
