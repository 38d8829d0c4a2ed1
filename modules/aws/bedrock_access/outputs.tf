output "access" {
  description = "The policy in JSON: what the module gateway takes as model_access."
  value       = data.aws_iam_policy_document.this.json
}

output "invocable_arns" {
  description = "ARNs of the inference profiles and models that the policy lets its bearer invoke."
  value = toset(flatten([
    for statement in data.aws_iam_policy_document.this.statement : statement.resources
    if statement.effect != "Deny"
  ]))
}

output "policy_arn" {
  description = "ARN of the managed policy; null unless create_policy is set."
  value       = one(aws_iam_policy.this[*].arn)
}
