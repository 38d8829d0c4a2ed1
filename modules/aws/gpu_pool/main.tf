locals {
  _autoscaling_group = one(one(aws_eks_node_group.this.resources).autoscaling_groups).name
  _capacity_types = {
    capacity_block       = "CAPACITY_BLOCK"
    capacity_reservation = "ON_DEMAND"
    on_demand            = "ON_DEMAND"
    spot                 = "SPOT"
  }
  _labels = {
    "nvidia.com/gpu.present"    = "true"
    "topoplan.dev/accelerator"  = var.accelerator.name
    "topoplan.dev/accelerators" = tostring(var.accelerator.count)
    "topoplan.dev/pool"         = var.name
  }
  _subnet_ids = [for zone in var.zones : var.network.subnets[zone]]

  # EKS adds its own part with the cluster's address. RAID0 puts images, weights and pod storage on
  # the machine's NVMe disks: every machine of this module has them, and they cost nothing extra.
  _user_data = <<-EOT
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="topoplan"

    --topoplan
    Content-Type: application/node.eks.aws

    apiVersion: node.eks.aws/v1alpha1
    kind: NodeConfig
    spec:
      instance:
        localStorage:
          strategy: RAID0

    --topoplan--
  EOT
}

# The machine stands here and not in the node group: there, a change replaces the whole group.
# No EFA interface: it joins the GPUs of several nodes, and a pool serves each model within one.
resource "aws_launch_template" "this" {
  name_prefix            = "${var.name}-"
  description            = "${var.accelerator.name} nodes of the pool ${var.name}"
  instance_type          = var.machine
  update_default_version = true
  user_data              = base64encode(local._user_data)
  vpc_security_group_ids = [var.cluster.security_group_id]
  tags                   = var.tags

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size           = var.disk_gib
      volume_type           = "gp3"
      encrypted             = true
      kms_key_id            = var.key
      delete_on_termination = true
    }
  }

  dynamic "capacity_reservation_specification" {
    for_each = var.purchase.reservation_id[*]

    content {
      capacity_reservation_target {
        capacity_reservation_id = capacity_reservation_specification.value
      }
    }
  }

  dynamic "instance_market_options" {
    for_each = var.purchase.kind == "capacity_block" ? [true] : []

    content {
      market_type = "capacity-block"
    }
  }

  # One hop, so no pod reaches the node's role: a pod that calls AWS has a role of its own, through
  # EKS Pod Identity. The add-ons that ask the node about itself run in the host's network.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  monitoring {
    enabled = true
  }

  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume"])

    content {
      resource_type = tag_specifications.key
      tags          = merge(var.tags, { Name = var.name })
    }
  }
}

# The image carries the NVIDIA driver and nodeadm, which reads the user data: Bottlerocket has no
# nodeadm, and EKS's other images no driver.
resource "aws_eks_node_group" "this" {
  cluster_name    = var.cluster.name
  node_group_name = var.name
  node_role_arn   = var.cluster.node_role_arn
  subnet_ids      = local._subnet_ids
  ami_type        = "AL2023_x86_64_NVIDIA"
  capacity_type   = local._capacity_types[var.purchase.kind]
  version         = var.cluster.version
  labels          = local._labels
  tags            = var.tags

  launch_template {
    id      = aws_launch_template.this.id
    version = aws_launch_template.this.latest_version
  }

  node_repair_config {
    enabled = true
  }

  scaling_config {
    desired_size = var.nodes.min
    min_size     = var.nodes.min
    max_size     = var.nodes.max
  }

  taint {
    key    = "nvidia.com/gpu"
    value  = "present"
    effect = "NO_SCHEDULE"
  }

  # One at a time, the least EKS allows: it launches the new node before it drains the old one, and
  # of a scarce machine there may be no second. The strategy that drains first needs aws >= 6.
  update_config {
    max_unavailable = 1
  }

  # An autoscaler, or whoever opens a capacity block, owns the size between the bounds.
  lifecycle {
    ignore_changes = [scaling_config[0].desired_size]
  }
}

# The bounds move with the size: a pod that waits would otherwise have the autoscaler bring a node
# back in the hours without.
resource "aws_autoscaling_schedule" "start" {
  count = var.schedule == null ? 0 : 1

  autoscaling_group_name = local._autoscaling_group
  scheduled_action_name  = "${var.name}-start"
  recurrence             = var.schedule.start
  time_zone              = var.schedule.timezone
  desired_capacity       = var.nodes.min
  min_size               = var.nodes.min
  max_size               = var.nodes.max
}

resource "aws_autoscaling_schedule" "end" {
  count = var.schedule == null ? 0 : 1

  autoscaling_group_name = local._autoscaling_group
  scheduled_action_name  = "${var.name}-end"
  recurrence             = var.schedule.end
  time_zone              = var.schedule.timezone
  desired_capacity       = var.schedule.outside
  min_size               = var.schedule.outside
  max_size               = var.schedule.outside
}

# Instances register themselves: nobody has to tell the load balancer of a new node.
resource "aws_autoscaling_attachment" "this" {
  autoscaling_group_name = local._autoscaling_group
  lb_target_group_arn    = aws_lb_target_group.this.arn
}
