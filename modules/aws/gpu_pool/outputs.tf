output "autoscaling_group_names" {
  description = "Names of the Auto Scaling groups EKS made for the pool."
  value       = aws_eks_node_group.this.resources[0].autoscaling_groups[*].name
}

output "dns_name" {
  description = "DNS name of the pool's load balancer. It resolves to private addresses."
  value       = aws_lb.this.dns_name
}

output "internal" {
  description = "Whether the load balancer has private addresses only."
  value       = aws_lb.this.internal
}

output "load_balancer_arn_suffix" {
  description = "What CloudWatch calls the pool's load balancer."
  value       = aws_lb.this.arn_suffix
}

output "name" {
  description = "Name of the pool, once its nodes have joined the cluster."
  value       = aws_eks_node_group.this.node_group_name
}

output "nodes" {
  description = "The least and the most nodes."
  value = {
    max = aws_eks_node_group.this.scaling_config[0].max_size
    min = aws_eks_node_group.this.scaling_config[0].min_size
  }
}

output "security_group_id" {
  description = "Security group of the load balancer: the target of a caller's egress rule."
  value       = aws_security_group.this.id
}

output "target_group_arn_suffix" {
  description = "What CloudWatch calls the pool's target group."
  value       = aws_lb_target_group.this.arn_suffix
}

# Not after the nodes: a gateway must come up on its fallbacks while AWS has no machine to give.
output "url" {
  description = "Where the models are served, once the callers may connect. The nodes may still be starting."
  value       = "http://${aws_lb.this.dns_name}:${var.serving.port}"
  depends_on  = [aws_lb_listener.this, aws_vpc_security_group_ingress_rule.client]
}
