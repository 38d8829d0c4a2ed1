output "cluster" {
  description = "What the module gpu_pool takes as cluster, once a node can join: name, Kubernetes version, role of every node, and the security group EKS made for the control plane and its nodes."
  value = {
    name              = aws_eks_cluster.this.name
    node_role_arn     = aws_iam_role.node.arn
    security_group_id = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
    version           = aws_eks_cluster.this.version
  }
  depends_on = [aws_eks_addon.every_node, aws_iam_role_policy_attachment.node]
}

output "name" {
  description = "Name of the cluster."
  value       = aws_eks_cluster.this.name
}
