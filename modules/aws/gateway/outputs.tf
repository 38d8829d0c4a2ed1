output "cluster_name" {
  description = "Name of the ECS cluster."
  value       = aws_ecs_cluster.this.name
}

output "config_bucket" {
  description = "Bucket that holds config.yaml and its earlier versions."
  value       = aws_s3_bucket.config.id
}

output "dns_name" {
  description = "Name of the load balancer, resolved inside the VPC."
  value       = aws_lb.this.dns_name
}

output "internal" {
  description = "Whether the load balancer has private addresses only."
  value       = aws_lb.this.internal
}

output "load_balancer_arn_suffix" {
  description = "The LoadBalancer dimension of CloudWatch metrics."
  value       = aws_lb.this.arn_suffix
}

output "log_group_name" {
  description = "Log group of the tasks."
  value       = aws_cloudwatch_log_group.this.name
}

output "replicas" {
  description = "Fewest and most tasks."
  value = {
    max = aws_appautoscaling_target.this.max_capacity
    min = aws_appautoscaling_target.this.min_capacity
  }
}

output "security_group_id" {
  description = "Security group of the tasks: the source of a rule that lets the gateway in."
  value       = aws_security_group.task.id
}

output "service_name" {
  description = "Name of the ECS service."
  value       = aws_ecs_service.this.name
}

output "target_group_arn_suffix" {
  description = "The TargetGroup dimension of CloudWatch metrics."
  value       = aws_lb_target_group.this.arn_suffix
}

output "task_role_arn" {
  description = "Role the gateway calls AWS with."
  value       = aws_iam_role.task.arn
}

output "url" {
  description = "Where applications call the gateway. Under HTTPS, give a name of the certificate to dns_name and call that."
  value       = "${lower(local._listener.protocol)}://${aws_lb.this.dns_name}"
  depends_on  = [aws_ecs_service.this, aws_lb_listener_rule.paths]
}
