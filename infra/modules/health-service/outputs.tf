output "target_group_arn" {
  description = "Target group of the tasks: target_group_arns.health of the root routing."
  value       = aws_lb_target_group.health.arn
}

output "repository_url" {
  description = "Where the image is pushed to."
  value       = aws_ecr_repository.this.repository_url
}

output "repository_arn" {
  description = "ARN of that repository, for the role that pushes."
  value       = aws_ecr_repository.this.arn
}

output "history_table" {
  description = "Name of the table of the history."
  value       = aws_dynamodb_table.history.name
}

output "security_group_id" {
  description = "Security group of the tasks."
  value       = aws_security_group.this.id
}

output "service_name" {
  description = "Name of the ECS service; null before there is an image."
  value       = one(aws_ecs_service.this[*].name)
}

output "metrics" {
  description = "Where the service's metrics are in CloudWatch: namespace and the value of the dimension job."
  value       = { namespace = local.namespace, job = var.name }
}
