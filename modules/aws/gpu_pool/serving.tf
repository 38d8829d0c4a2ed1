locals {
  # What callers connect to; the load balancer passes it on to the node port.
  _port = 80
}

# The pool's address is made here and not by a controller inside the cluster, so that a gateway can
# be configured with it before the first pod runs.
resource "aws_security_group" "this" {
  name_prefix = "${var.name}-serving-"
  description = "Callers of the models served by the pool ${var.name}"
  vpc_id      = var.network.id
  tags        = merge(var.tags, { Name = "${var.name}-serving" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "client" {
  for_each = var.clients

  security_group_id            = aws_security_group.this.id
  description                  = each.value.description
  referenced_security_group_id = each.value.caller
  ip_protocol                  = "tcp"
  from_port                    = local._port
  to_port                      = local._port
  tags                         = var.tags
}

# Groups of another cloud or region can't be referred to: their ranges are.
resource "aws_vpc_security_group_ingress_rule" "client_range" {
  for_each = merge([
    for name, client in var.client_ranges : {
      for position, range in client.ranges : "${name}-${position}" => { description = client.description, range = range }
    }
  ]...)

  security_group_id = aws_security_group.this.id
  description       = each.value.description
  cidr_ipv4         = each.value.range
  ip_protocol       = "tcp"
  from_port         = local._port
  to_port           = local._port
  tags              = var.tags
}

resource "aws_vpc_security_group_egress_rule" "nodes" {
  security_group_id            = aws_security_group.this.id
  description                  = "Calls and health checks to the nodes of ${var.name}"
  referenced_security_group_id = var.cluster.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.serving.port
  to_port                      = var.serving.port
  tags                         = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "nodes" {
  security_group_id            = var.cluster.security_group_id
  description                  = "Calls and health checks from the load balancer of ${var.name}"
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = var.serving.port
  to_port                      = var.serving.port
  tags                         = var.tags
}

# Plain TCP inside the VPC, for the models speak HTTP: AWS encrypts the links between its zones, and
# nothing encrypts the way within one. No access log: this kind keeps one for TLS listeners only.
resource "aws_lb" "this" {
  name                             = var.name
  internal                         = true
  load_balancer_type               = "network"
  security_groups                  = [aws_security_group.this.id]
  subnets                          = local._subnet_ids
  enable_cross_zone_load_balancing = true
  tags                             = var.tags
}

resource "aws_lb_target_group" "this" {
  # The port is part of the name: a new port makes a new group while the listener holds the old one.
  name        = "${var.name}-${var.serving.port}"
  port        = var.serving.port
  protocol    = "TCP"
  target_type = "instance"
  vpc_id      = var.network.id
  tags        = var.tags

  # With the caller's address kept, calls that cross zones can collide on a node's port, and a caller
  # that runs on a target cannot reach itself.
  preserve_client_ip = false

  health_check {
    protocol            = "HTTP"
    path                = var.serving.health_path
    port                = "traffic-port"
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this.arn
  port              = local._port
  protocol          = "TCP"
  tags              = var.tags

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}
