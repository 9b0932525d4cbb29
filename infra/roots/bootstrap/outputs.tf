output "state_bucket" {
  description = "Bucket that keeps the state of every root."
  value       = aws_s3_bucket.state.id
}

output "ci_role_arns" {
  description = "ARN of each role of GitHub Actions by its job."
  value       = module.ci.role_arns
}
