# Who is told, what looks from outside, and the picture of all of it.

resource "aws_sns_topic" "alarms" {
  name = "${var.name}-alarms"
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AlarmsOfThisAccount"
      Effect    = "Allow"
      Action    = "sns:Publish"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Resource  = aws_sns_topic.alarms.arn
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_sns_topic_subscription" "this" {
  for_each = var.subscribers

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = each.value.protocol
  endpoint  = each.value.endpoint
}

# Asked by AWS from several continents every 30 seconds. A report that fails answers 503, so the status is enough.
resource "aws_route53_health_check" "endpoint" {
  count = var.edge == null ? 0 : 1

  type              = "HTTPS"
  fqdn              = var.edge.registry_host
  resource_path     = var.edge.health_path
  port              = 443
  request_interval  = 30
  failure_threshold = 3
  enable_sni        = true
  tags              = { Name = "${var.name}-endpoint" }
}

locals {
  # Three graphs in a row, each eight columns wide.
  graphs = [
    for index, name in sort(keys(local.alarms)) : {
      type   = "metric"
      x      = 8 * (index % 3)
      y      = 2 + 5 * floor(index / 3)
      width  = 8
      height = 5
      properties = {
        title       = name
        region      = var.region
        stat        = local.alarms[name].statistic
        period      = local.alarms[name].period
        metrics     = [concat([local.alarms[name].namespace, local.alarms[name].metric], flatten([for key, value in local.alarms[name].dimensions : [key, value]]))]
        annotations = { horizontal = [{ label = "alarm", value = local.alarms[name].threshold }] }
      }
    }
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = concat(
      [{
        type   = "alarm"
        x      = 0
        y      = 0
        width  = 24
        height = 2
        properties = {
          title  = "Alarms"
          alarms = concat([aws_cloudwatch_composite_alarm.down.arn], [for name in sort(keys(local.alarms)) : aws_cloudwatch_metric_alarm.this[name].arn])
        }
      }],
      local.graphs,
    )
  })
}
