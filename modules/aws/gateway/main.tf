locals {
  _port = 4000

  # How long a task that leaves may finish what it has begun. Fargate grants at most 120 seconds.
  _drain_s = 90

  _tls = var.certificate != null
  _listener = {
    port     = local._tls ? 443 : 80
    protocol = local._tls ? "HTTPS" : "HTTP"
  }

  # Where callers speak to a model, by the priority of the rule; a condition takes five values.
  _paths = {
    10 = ["/v1/chat/completions", "/v1/embeddings", "/v1/messages", "/v1/models", "/v1/responses"]
    20 = ["/health/readiness"]
  }

  _subnet_ids = [for zone in var.zones : var.network.subnets[zone]]

  # All hosts on the internet share one rule, which names as many of them as a description of 255
  # characters takes; https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
  _internet = {
    for name in ["internet"] : name => {
      description       = substr("HTTPS to ${join(", ", var.hosts)}", 0, 255)
      port              = 443
      cidr              = "0.0.0.0/0"
      security_group_id = null
    } if length(var.hosts) > 0
  }
  _pools = {
    for name, pool in var.pools : "pool-${name}" => {
      description       = pool.description
      port              = 80
      cidr              = null
      security_group_id = pool.address
    }
  }
  _pool_ranges = merge([
    for name, pool in var.pool_ranges : {
      for position, range in pool.ranges : "pool-${name}-${position}" => {
        description       = pool.description
        port              = 80
        cidr              = range
        security_group_id = null
      }
    }
  ]...)
}

# --- Configuration: one object, read by LiteLLM itself when a task starts -----------------------

# No access log, replica, notification or lifecycle: one object without personal data, whose earlier
# versions are the history of the configuration.
resource "aws_s3_bucket" "config" {
  bucket_prefix = "${var.name}-config-"
  # It holds nothing but copies of a file that lies beside the Terraform.
  force_destroy = true
  tags          = var.tags
}

resource "aws_s3_bucket_ownership_controls" "config" {
  bucket = aws_s3_bucket.config.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "config" {
  bucket                  = aws_s3_bucket.config.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "config" {
  bucket = aws_s3_bucket.config.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key
    }
  }
}

resource "aws_s3_bucket_versioning" "config" {
  bucket = aws_s3_bucket.config.id

  versioning_configuration {
    status = "Enabled"
  }
}

data "aws_iam_policy_document" "config" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.config.arn, "${aws_s3_bucket.config.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "config" {
  bucket     = aws_s3_bucket.config.id
  policy     = data.aws_iam_policy_document.config.json
  depends_on = [aws_s3_bucket_public_access_block.config]
}

resource "aws_s3_object" "config" {
  bucket       = aws_s3_bucket.config.id
  key          = "config.yaml"
  content      = var.config
  content_type = "application/yaml"
  tags         = var.tags
  depends_on = [
    aws_s3_bucket_policy.config,
    aws_s3_bucket_server_side_encryption_configuration.config,
    aws_s3_bucket_versioning.config,
  ]
}

# --- Load balancer ----------------------------------------------------------------------------

resource "aws_security_group" "load_balancer" {
  name        = "${var.name}-load-balancer"
  description = "Load balancer of gateway ${var.name}"
  vpc_id      = var.network.id
  tags        = merge(var.tags, { Name = "${var.name}-load-balancer" })
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each          = toset(coalesce(var.clients, [var.network.cidr]))
  security_group_id = aws_security_group.load_balancer.id
  description       = "Callers in ${each.key}"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = local._listener.port
  to_port           = local._listener.port
  tags              = var.tags
}

resource "aws_vpc_security_group_egress_rule" "tasks" {
  security_group_id            = aws_security_group.load_balancer.id
  description                  = "Requests and health checks to the tasks"
  referenced_security_group_id = aws_security_group.task.id
  ip_protocol                  = "tcp"
  from_port                    = local._port
  to_port                      = local._port
  tags                         = var.tags
}

# Access logs stay off: see README.md.
resource "aws_lb" "this" {
  name                       = var.name
  internal                   = true
  load_balancer_type         = "application"
  subnets                    = local._subnet_ids
  security_groups            = [aws_security_group.load_balancer.id]
  idle_timeout               = var.idle_timeout_s
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection
  tags                       = var.tags
}

resource "aws_lb_target_group" "this" {
  name                 = var.name
  vpc_id               = var.network.id
  target_type          = "ip"
  port                 = local._port
  protocol             = "HTTP"
  deregistration_delay = local._drain_s
  # A new request goes where the fewest are waiting: answers take from one second to minutes.
  load_balancing_algorithm_type = "least_outstanding_requests"
  tags                          = var.tags

  health_check {
    path                = "/health/readiness"
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this.arn
  port              = local._listener.port
  protocol          = local._listener.protocol
  certificate_arn   = var.certificate
  ssl_policy        = local._tls ? "ELBSecurityPolicy-TLS13-1-2-2021-06" : null
  tags              = var.tags

  # LiteLLM passes other paths through to vendors, /mistral/* for one, past the models of its
  # configuration: only what speaks to those models goes on.
  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "application/json"
      message_body = jsonencode({ error = { message = "no such path on this gateway" } })
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener_rule" "paths" {
  for_each     = local._paths
  listener_arn = aws_lb_listener.this.arn
  priority     = each.key
  tags         = var.tags

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }

  condition {
    path_pattern {
      values = each.value
    }
  }
}

# --- What the tasks may reach -----------------------------------------------------------------

resource "aws_security_group" "task" {
  name        = "${var.name}-task"
  description = "Tasks of gateway ${var.name}"
  vpc_id      = var.network.id
  tags        = merge(var.tags, { Name = "${var.name}-task" })
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  security_group_id            = aws_security_group.task.id
  description                  = "Requests and health checks from the load balancer"
  referenced_security_group_id = aws_security_group.load_balancer.id
  ip_protocol                  = "tcp"
  from_port                    = local._port
  to_port                      = local._port
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "endpoints" {
  security_group_id            = aws_security_group.task.id
  description                  = "AWS services through the interface endpoints"
  referenced_security_group_id = var.network.endpoint_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "s3" {
  security_group_id = aws_security_group.task.id
  description       = "Configuration and image layers through the S3 endpoint"
  prefix_list_id    = var.network.s3_prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  tags              = var.tags
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each                     = merge(local._internet, local._pools, local._pool_ranges)
  security_group_id            = aws_security_group.task.id
  description                  = each.value.description
  cidr_ipv4                    = each.value.cidr
  referenced_security_group_id = each.value.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  tags                         = merge(var.tags, { Name = "${var.name}-${each.key}" })
}
