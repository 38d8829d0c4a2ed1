locals {
  _environment = merge(
    {
      # The same to three readers: AWS SDKs, boto3 and LiteLLM.
      AWS_REGION         = var.place.region
      AWS_DEFAULT_REGION = var.place.region
      AWS_REGION_NAME    = var.place.region

      LITELLM_CONFIG_BUCKET_TYPE       = "s3"
      LITELLM_CONFIG_BUCKET_NAME       = aws_s3_bucket.config.id
      LITELLM_CONFIG_BUCKET_OBJECT_KEY = aws_s3_object.config.key
      # LiteLLM reads its configuration once: a new digest is a new task definition, which rolls
      # the tasks.
      CONFIG_SHA256 = sha256(var.config)

      LITELLM_MODE = "PRODUCTION"
      # Nothing of a request below an error reaches the log.
      LITELLM_LOG = "ERROR"
      # Prices come with the image: a gateway without a way out must start too.
      LITELLM_LOCAL_MODEL_COST_MAP = "True"

      DISABLE_ADMIN_UI = "True"
      NO_DOCS          = "True"
      NO_OPENAPI       = "True"
      NO_REDOC         = "True"

      # The root file system is read-only.
      HOME = "/tmp"

      # The load balancer must be the one to close an idle connection: a task that closes first
      # turns the next request on it into a 502.
      KEEPALIVE_TIMEOUT = tostring(var.idle_timeout_s + 5)
      NUM_WORKERS       = tostring(max(1, floor(var.size.cpu / 1024)))
    },
    var.environment,
  )

  _liveness_probe = join("; ", [
    "import urllib.request",
    "urllib.request.urlopen('http://127.0.0.1:${local._port}/health/liveliness', timeout=5)",
  ])

  _container = {
    name                   = "gateway"
    image                  = var.image
    essential              = true
    command                = ["--port", tostring(local._port)]
    readonlyRootFilesystem = true
    stopTimeout            = local._drain_s

    portMappings = [{ containerPort = local._port, hostPort = local._port, protocol = "tcp" }]
    mountPoints  = [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }]
    environment  = [for name, value in local._environment : { name = name, value = value }]
    secrets      = [for name, arn in var.secrets : { name = name, valueFrom = arn }]

    linuxParameters = {
      capabilities       = { drop = ["ALL"] }
      initProcessEnabled = true
    }

    # Python, since the image of LiteLLM carries neither curl nor wget.
    healthCheck = {
      command     = ["CMD", "python", "-S", "-c", local._liveness_probe]
      interval    = 30
      timeout     = 10
      retries     = 3
      startPeriod = 120
    }

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.this.name
        awslogs-region        = var.place.region
        awslogs-stream-prefix = "gateway"
      }
    }
  }
}

# An error can quote a request, so the log is kept for as long as the topology allows, not a year.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/topoplan/gateway/${var.name}"
  kms_key_id        = var.key
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_ecs_cluster" "this" {
  name = var.name
  tags = var.tags

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.size.cpu
  memory                   = var.size.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode([local._container])
  tags                     = var.tags

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  volume {
    name = "tmp"
  }

  lifecycle {
    precondition {
      condition     = length(setintersection(keys(local._environment), keys(var.secrets))) == 0
      error_message = "A name stands both in environment and in secrets: ${join(", ", setintersection(keys(local._environment), keys(var.secrets)))}. ECS refuses a container with both; keep the secret."
    }
  }
}

resource "aws_ecs_service" "this" {
  name                               = var.name
  cluster                            = aws_ecs_cluster.this.arn
  task_definition                    = aws_ecs_task_definition.this.arn
  launch_type                        = "FARGATE"
  desired_count                      = var.replicas.min
  availability_zone_rebalancing      = "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 120
  enable_ecs_managed_tags            = true
  enable_execute_command             = false
  propagate_tags                     = "SERVICE"
  tags                               = var.tags

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = local._subnet_ids
    security_groups  = [aws_security_group.task.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.this.arn
    container_name   = local._container.name
    container_port   = local._port
  }

  # The first task needs all of these; nothing else makes the service wait for them.
  depends_on = [
    aws_iam_role_policy.execution,
    aws_iam_role_policy.granted,
    aws_iam_role_policy.task,
    aws_lb_listener_rule.paths,
    aws_vpc_security_group_egress_rule.endpoints,
    aws_vpc_security_group_egress_rule.s3,
    aws_vpc_security_group_egress_rule.tasks,
    aws_vpc_security_group_egress_rule.this,
    aws_vpc_security_group_ingress_rule.load_balancer,
  ]

  lifecycle {
    # Autoscaling owns it after the first apply.
    ignore_changes = [desired_count]
  }
}

# --- Autoscaling: requests come first, since a gateway waits more than it computes ---------------

resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.this.name}"
  min_capacity       = var.replicas.min
  max_capacity       = var.replicas.max
  tags               = var.tags
}

locals {
  _scaling = {
    cpu = {
      metric         = "ECSServiceAverageCPUUtilization"
      target         = var.replicas.cpu_percent
      resource_label = null
    }
    requests = {
      metric         = "ALBRequestCountPerTarget"
      target         = var.replicas.requests_per_minute
      resource_label = "${aws_lb.this.arn_suffix}/${aws_lb_target_group.this.arn_suffix}"
    }
  }
}

resource "aws_appautoscaling_policy" "this" {
  for_each           = local._scaling
  name               = each.key
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.target
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = each.value.metric
      resource_label         = each.value.resource_label
    }
  }
}
