output "rule_arns" {
  description = "ARN of each rule by listener and name, such as \"https/health\"."
  value       = { for key, rule in aws_lb_listener_rule.this : key => rule.arn }
}
