output "certificate_authority" {
  description = "Certificate of the Kubernetes API, base64."
  value       = aws_eks_cluster.this.certificate_authority[0].data
}

output "endpoint" {
  description = "URL of the Kubernetes API. It answers inside the VPC only."
  value       = aws_eks_cluster.this.endpoint
}

output "name" {
  description = "Name of the cluster, once a node can join it."
  value       = aws_eks_cluster.this.name
  depends_on  = [aws_eks_addon.every_node]
}

output "node_role_arn" {
  description = "Role of every node, once its policies are attached."
  value       = aws_iam_role.node.arn
  depends_on  = [aws_iam_role_policy_attachment.node]
}

output "security_group_id" {
  description = "Security group EKS made for the control plane and its nodes."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "version" {
  description = "Kubernetes version of the control plane, and so of new nodes."
  value       = aws_eks_cluster.this.version
}
