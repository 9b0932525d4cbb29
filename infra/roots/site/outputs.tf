output "bucket" {
  description = "Bucket that the built site is copied to."
  value       = module.site.bucket
}

output "distribution_id" {
  description = "Distribution whose cache is invalidated after a deployment."
  value       = module.site.distribution_id
}

output "alarms" {
  description = "Every alarm by its short name."
  value       = module.monitoring.alarms
}
