output "role_arns" {
  description = "ARN of each role by its job: plan, site, image. The workflows take them from variables of the repository."
  value       = { for name, role in aws_iam_role.this : name => role.arn }
}
