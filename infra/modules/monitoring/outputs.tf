output "topic_arn" {
  description = "Topic that every alarm tells."
  value       = aws_sns_topic.alarms.arn
}

output "alarms" {
  description = "Every alarm by its short name, as planned: what it reads, threshold, periods, missing data, runbook."
  value       = local.alarms
}

output "paging" {
  description = "Short names of the alarms that the composite alarm is made of."
  value       = local.paging
}
