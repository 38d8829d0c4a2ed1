# No version is pinned: EKS installs the default of the cluster's Kubernetes version.
locals {
  _addons_of_every_node = {
    # Lets node repair see a broken GPU, not only a node that went silent.
    eks-node-monitoring-agent = null
    eks-pod-identity-agent    = null
    kube-proxy                = null
    vpc-cni                   = jsonencode({ enableNetworkPolicy = "true" })
  }
}

# Before the nodes: a node without a network plugin never becomes ready.
resource "aws_eks_addon" "every_node" {
  for_each = local._addons_of_every_node

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  configuration_values        = each.value
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = var.tags

  depends_on = [aws_eks_pod_identity_association.cni]
}

# After the nodes: EKS calls it degraded until its pods run somewhere.
resource "aws_eks_addon" "coredns" {
  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = "coredns"
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = var.tags

  depends_on = [aws_eks_node_group.system]
}

data "aws_iam_policy_document" "cni_trust" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/eks-cluster-name"
      values   = [var.name]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/kubernetes-namespace"
      values   = ["kube-system"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/kubernetes-service-account"
      values   = ["aws-node"]
    }
  }
}

# A role of its own, not the nodes': what a pod can read of the node's role cannot rewire the network.
resource "aws_iam_role" "cni" {
  name               = "${var.name}-cni"
  description        = "VPC network plugin of the EKS cluster ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.cni_trust.json
  tags               = var.tags
}

resource "aws_iam_role_policy_attachment" "cni" {
  role       = aws_iam_role.cni.name
  policy_arn = "${local._policies}/AmazonEKS_CNI_Policy"
}

resource "aws_eks_pod_identity_association" "cni" {
  cluster_name    = aws_eks_cluster.this.name
  namespace       = "kube-system"
  service_account = "aws-node"
  role_arn        = aws_iam_role.cni.arn
  tags            = var.tags

  depends_on = [aws_iam_role_policy_attachment.cni]
}
