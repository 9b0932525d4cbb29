output "target_group_arn" {
  description = "ARN of the target group: target_group_arns.health of the root routing."
  value       = module.service.target_group_arn
}

output "repository_url" {
  description = "Where the image is pushed to."
  value       = module.service.repository_url
}

output "history_table" {
  description = "Name of the table of the history."
  value       = module.service.history_table
}

output "alarms" {
  description = "Every alarm by its short name."
  value       = module.monitoring.alarms
}
