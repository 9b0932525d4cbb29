output "target_group_arn" {
  description = "ARN of the target group: target_group_arns.health of the root routing, and where the health service registers."
  value       = aws_lb_target_group.health.arn
}
