output "policy_arn" {
  description = "ARN of the managed policy; null unless create_policy is set."
  value       = one(aws_iam_policy.this[*].arn)
}

output "policy_json" {
  description = "The policy, to put into a role."
  value       = data.aws_iam_policy_document.this.json
}
