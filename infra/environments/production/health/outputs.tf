output "target_group_arn" {
  description = "ARN of the target group: target_group_arns.health of the root routing, and where the health service registers."
  value       = aws_lb_target_group.health.arn
}

output "history_table" {
  description = "The health service's HISTORY_TABLE; its AWS_REGION is the region of this root."
  value       = aws_dynamodb_table.history.name
}

output "history_policy" {
  description = "IAM policy, as JSON, that the role of the health service's tasks needs for the table. Nothing else is asked of AWS."
  value = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "KeepHistory"
      Effect   = "Allow"
      Action   = ["dynamodb:Query", "dynamodb:UpdateItem", "dynamodb:PutItem"]
      Resource = aws_dynamodb_table.history.arn
    }]
  })
}

output "service_environment" {
  description = "Environment variables of the health service that follow from the load balancer in front of it. Give its tasks a stopTimeout of 30 seconds, which is what ECS does by itself."
  value = {
    DRAIN_DELAY_MS   = tostring(local.drain_seconds * 1000)
    DRAIN_TIMEOUT_MS = tostring((local.drain_seconds + 8) * 1000)
    TRUSTED_HOPS     = "1"
  }
}
