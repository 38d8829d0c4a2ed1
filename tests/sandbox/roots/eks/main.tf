terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100.0, < 7.0.0" }
  }
}

provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = { topology = "eks-gaps" }
  }
}

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "this" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.this.id
  availability_zone = "eu-central-1${each.key}"
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, each.value)
}

resource "aws_iam_role" "this" {
  for_each = { cluster = "eks", nodes = "ec2", pods = "pods.eks" }
  name     = "eks-gaps-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "${each.value}.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.this["cluster"].name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}

resource "aws_eks_cluster" "this" {
  name     = "eks-gaps"
  version  = "1.33"
  role_arn = aws_iam_role.this["cluster"].arn
  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = false
  }
  vpc_config {
    subnet_ids              = [for subnet in aws_subnet.this : subnet.id]
    endpoint_private_access = true
    endpoint_public_access  = false
  }
  upgrade_policy {
    support_type = "STANDARD"
  }
}

resource "aws_launch_template" "this" {
  name                   = "eks-gaps"
  instance_type          = "p5.4xlarge"
  vpc_security_group_ids = [aws_eks_cluster.this.vpc_config[0].cluster_security_group_id]
  tags                   = { name = "template" }
  metadata_options {
    http_tokens = "required"
  }
  tag_specifications {
    resource_type = "instance"
    tags          = { name = "node" }
  }
}

resource "aws_eks_node_group" "from_template" {
  cluster_name    = aws_eks_cluster.this.name
  node_group_name = "from-template"
  node_role_arn   = aws_iam_role.this["nodes"].arn
  subnet_ids      = [aws_subnet.this["a"].id]
  ami_type        = "AL2023_x86_64_NVIDIA"
  launch_template {
    id      = aws_launch_template.this.id
    version = aws_launch_template.this.latest_version
  }
  scaling_config {
    desired_size = 1
    max_size     = 2
    min_size     = 0
  }
  taint {
    key    = "nvidia.com/gpu"
    value  = "true"
    effect = "NO_SCHEDULE"
  }
}

resource "aws_eks_node_group" "plain" {
  cluster_name    = aws_eks_cluster.this.name
  node_group_name = "plain"
  node_role_arn   = aws_iam_role.this["nodes"].arn
  subnet_ids      = [aws_subnet.this["b"].id]
  capacity_type   = "SPOT"
  instance_types  = ["g6.2xlarge"]
  scaling_config {
    desired_size = 0
    max_size     = 2
    min_size     = 0
  }
}

resource "aws_lb_target_group" "this" {
  name     = "eks-gaps"
  port     = 8000
  protocol = "HTTP"
  vpc_id   = aws_vpc.this.id
}

resource "aws_autoscaling_attachment" "this" {
  autoscaling_group_name = aws_eks_node_group.from_template.resources[0].autoscaling_groups[0].name
  lb_target_group_arn    = aws_lb_target_group.this.arn
}

data "aws_eks_addon_version" "this" {
  addon_name         = "coredns"
  kubernetes_version = aws_eks_cluster.this.version
}

resource "aws_eks_addon" "this" {
  cluster_name         = aws_eks_cluster.this.name
  addon_name           = "coredns"
  addon_version        = data.aws_eks_addon_version.this.version
  configuration_values = jsonencode({ replicaCount = 2 })
}

resource "aws_eks_access_entry" "this" {
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_iam_role.this["nodes"].arn
}

resource "aws_eks_access_policy_association" "this" {
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_eks_access_entry.this.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
  access_scope {
    type       = "namespace"
    namespaces = ["serving"]
  }
}

resource "aws_eks_pod_identity_association" "this" {
  cluster_name    = aws_eks_cluster.this.name
  namespace       = "serving"
  service_account = "engine"
  role_arn        = aws_iam_role.this["pods"].arn
}

resource "aws_autoscaling_schedule" "this" {
  for_each = { start = "0 7 * * 1,2,3,4,5", end = "0 20 * * 1,2,3,4,5" }

  autoscaling_group_name = aws_eks_node_group.from_template.resources[0].autoscaling_groups[0].name
  scheduled_action_name  = each.key
  recurrence             = each.value
  time_zone              = "Europe/Berlin"
  desired_capacity       = each.key == "start" ? 1 : 0
  min_size               = each.key == "start" ? 1 : 0
  max_size               = each.key == "start" ? 3 : 0
}
