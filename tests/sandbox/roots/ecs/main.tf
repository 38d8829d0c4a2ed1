terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100.0, < 7.0.0" }
  }
}

provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = { topology = "ecs-gaps" }
  }
}

resource "aws_vpc" "this" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_subnet" "this" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "10.1.0.0/24"
}

resource "aws_security_group" "this" {
  name   = "ecs-gaps"
  vpc_id = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  description                  = "from itself"
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = 4000
  to_port                      = 4000
}

resource "aws_vpc_security_group_egress_rule" "this" {
  description       = "to S3"
  security_group_id = aws_security_group.this.id
  prefix_list_id    = aws_ec2_managed_prefix_list.this.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_ec2_managed_prefix_list" "this" {
  name           = "ecs-gaps"
  address_family = "IPv4"
  max_entries    = 1
  entry {
    cidr = "192.0.2.0/24"
  }
}

resource "aws_ecs_cluster" "this" {
  name = "ecs-gaps"
  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

resource "aws_ecs_task_definition" "this" {
  family                   = "ecs-gaps"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  container_definitions = jsonencode([{
    name      = "gateway"
    image     = "gateway:1"
    essential = true
  }])
}

resource "aws_ecs_service" "this" {
  for_each = {
    on_demand = { launch_type = "FARGATE", strategy = [] }
    spot      = { launch_type = null, strategy = ["FARGATE_SPOT"] }
  }
  name                              = "ecs-gaps-${each.key}"
  cluster                           = aws_ecs_cluster.this.id
  task_definition                   = aws_ecs_task_definition.this.arn
  desired_count                     = 2
  launch_type                       = each.value.launch_type
  availability_zone_rebalancing     = "ENABLED"
  enable_execute_command            = true
  enable_ecs_managed_tags           = true
  health_check_grace_period_seconds = 30
  propagate_tags                    = "SERVICE"
  wait_for_steady_state             = true
  dynamic "capacity_provider_strategy" {
    for_each = each.value.strategy
    content {
      capacity_provider = capacity_provider_strategy.value
      weight            = 1
    }
  }
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  network_configuration {
    security_groups = [aws_security_group.this.id]
    subnets         = [aws_subnet.this.id]
  }
  depends_on = [aws_ecs_cluster_capacity_providers.this]
}

resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.this["on_demand"].name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 2
  max_capacity       = 6
  tags               = { name = "gateway" }
}

resource "aws_appautoscaling_policy" "this" {
  for_each           = toset(["ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization"])
  name               = each.key
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_in_cooldown  = 300
    scale_out_cooldown = 60
    predefined_metric_specification {
      predefined_metric_type = each.key
    }
  }
}
