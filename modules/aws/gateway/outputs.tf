output "caller" {
  description = "Security group of the tasks: what the module gpu_pool takes as the caller of a client."
  value       = aws_security_group.task.id
}

output "gateway" {
  description = "What the module observability watches: names of the ECS cluster and service, and what CloudWatch calls the load balancer and its targets."
  value = {
    cluster_name             = aws_ecs_cluster.this.name
    load_balancer_arn_suffix = aws_lb.this.arn_suffix
    service_name             = aws_ecs_service.this.name
    target_group_arn_suffix  = aws_lb_target_group.this.arn_suffix
  }
}

output "internal" {
  description = "Whether the load balancer has private addresses only."
  value       = aws_lb.this.internal
}

output "ranges" {
  description = "Ranges that the tasks call from, for pools of other networks."
  value       = [for zone in var.zones : var.network.ranges[zone]]
}

output "replicas" {
  description = "Fewest and most tasks."
  value = {
    max = aws_appautoscaling_target.this.max_capacity
    min = aws_appautoscaling_target.this.min_capacity
  }
}

output "url" {
  description = "Where applications call the gateway. Under HTTPS, give a name of the certificate to the host in it and call that."
  value       = "${lower(local._listener.protocol)}://${aws_lb.this.dns_name}"
  depends_on  = [aws_ecs_service.this, aws_lb_listener_rule.paths]
}
