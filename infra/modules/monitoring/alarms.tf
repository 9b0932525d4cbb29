# Every alarm as data: what it reads, when it goes off, what a missing point means, and its runbook.
#
# pages: part of the composite alarm, which is what wakes somebody. The others tell the topic themselves.

locals {
  # arn:…:listener/app/NAME/ID/LISTENER and arn:…:targetgroup/NAME/ID: CloudWatch knows both without what is before.
  load_balancer = var.endpoint == null ? null : regex(":listener/(app/[^/]+/[^/]+)/", var.endpoint.listener_arn)[0]
  health_group  = var.endpoint == null ? null : regex("targetgroup/.+$", var.endpoint.health_target_group_arn)
  api_group     = var.endpoint == null ? null : regex("targetgroup/.+$", var.endpoint.api_target_group_arn)

  check = {
    front-door = "Requests with an API key don't reach MLflow."
    server     = "MLflow doesn't answer."
    tracking   = "MLflow can't read experiments from its database."
    registry   = "MLflow can't read registered models from its database."
    writes     = "Runs, metrics and tags can't be stored."
  }

  minutes = { period = 60, threshold = 1, comparison = "GreaterThanOrEqualToThreshold", missing = "breaching", pages = false }

  endpoint_alarms = var.endpoint == null ? {} : merge(
    {
      for name, what in local.check : "check-${name}" => merge(local.minutes, {
        what    = what
        runbook = "check-failing"
        pages   = true
        # Two of three minutes: one lost or late point doesn't wake anybody, and an outage of four minutes does.
        periods    = 3, datapoints = 2
        statistic  = "Maximum"
        namespace  = var.endpoint.namespace, metric = "health_check_status"
        dimensions = { check = name, status = "fail" }
      })
    },
    {
      check-artifacts = merge(local.minutes, {
        what       = "Files can't be stored in the artifact store, or not be read back."
        runbook    = "check-failing"
        periods    = 15, datapoints = 12
        statistic  = "Maximum"
        namespace  = var.endpoint.namespace, metric = "health_check_status"
        dimensions = { check = "artifacts", status = "fail" }
      })
      health-stale = merge(local.minutes, {
        what       = "The health service has stopped looking, or its metrics don't arrive."
        runbook    = "health-stale"
        pages      = true
        periods    = 5, datapoints = 4
        threshold  = 90
        statistic  = "Maximum"
        namespace  = var.endpoint.namespace, metric = "health_last_round_age_seconds"
        dimensions = { job = var.endpoint.job }
      })
      canary-blind = merge(local.minutes, {
        what       = "The canary can't look through the front door, so an outage that only users see would go unseen."
        runbook    = "canary-blind"
        periods    = 30, datapoints = 30
        statistic  = "Maximum"
        namespace  = var.endpoint.namespace, metric = "health_check_status"
        dimensions = { check = "writes", status = "skipped" }
      })
      certificate = merge(local.minutes, {
        what       = "The front door's certificate ends within ${var.thresholds.certificate_days} days."
        runbook    = "certificate"
        periods    = 3, datapoints = 3
        threshold  = var.thresholds.certificate_days * 86400
        comparison = "LessThanThreshold"
        # Without a canary nobody looks at it; canary-blind says so.
        missing    = "notBreaching"
        statistic  = "Minimum"
        namespace  = var.endpoint.namespace, metric = "health_certificate_expiry_seconds"
        dimensions = { job = var.endpoint.job }
      })
      healthy-hosts = merge(local.minutes, {
        what       = "No task of the health service is healthy, so its addresses answer 503 or nothing."
        runbook    = "no-healthy-hosts"
        pages      = true
        periods    = 3, datapoints = 2
        comparison = "LessThanThreshold"
        statistic  = "Minimum"
        namespace  = "AWS/ApplicationELB", metric = "HealthyHostCount"
        dimensions = { LoadBalancer = local.load_balancer, TargetGroup = local.health_group }
      })
      health-latency = merge(local.minutes, {
        what       = "The health service answers slowly, although it only reads from memory."
        runbook    = "health-slow"
        periods    = 10, datapoints = 8
        threshold  = var.thresholds.latency_seconds
        missing    = "notBreaching"
        statistic  = "p99"
        namespace  = "AWS/ApplicationELB", metric = "TargetResponseTime"
        dimensions = { LoadBalancer = local.load_balancer, TargetGroup = local.health_group }
      })
      # The health service's own 503 is its answer; errors that users meet are the API service's.
      api-errors = merge(local.minutes, {
        what       = "The API service answers with 5xx."
        runbook    = "api-errors"
        period     = 300, periods = 3, datapoints = 2
        threshold  = var.thresholds.api_errors
        missing    = "notBreaching"
        statistic  = "Sum"
        namespace  = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count"
        dimensions = { LoadBalancer = local.load_balancer, TargetGroup = local.api_group }
      })
      history-throttled = merge(local.minutes, {
        what       = "DynamoDB throttles the history, which will have gaps."
        runbook    = "history-throttled"
        period     = 300, periods = 3, datapoints = 2
        missing    = "notBreaching"
        statistic  = "Sum"
        namespace  = "AWS/DynamoDB", metric = "WriteThrottleEvents"
        dimensions = { TableName = var.endpoint.history_table }
      })
    },
  )

  edge_alarms = var.edge == null ? {} : {
    endpoint-unreachable = merge(local.minutes, {
      what       = "https://${var.edge.registry_host}${var.edge.health_path} answers from nowhere with a report that isn't failing."
      runbook    = "endpoint-unreachable"
      pages      = true
      periods    = 3, datapoints = 2
      comparison = "LessThanThreshold"
      statistic  = "Minimum"
      namespace  = "AWS/Route53", metric = "HealthCheckStatus"
      dimensions = { HealthCheckId = one(aws_route53_health_check.endpoint[*].id) }
    })
    site-errors = merge(local.minutes, {
      what       = "More than ${var.thresholds.site_errors}% of the documentation's answers are 5xx."
      runbook    = "site-errors"
      period     = 300, periods = 3, datapoints = 2
      threshold  = var.thresholds.site_errors
      missing    = "notBreaching"
      statistic  = "Average"
      namespace  = "AWS/CloudFront", metric = "5xxErrorRate"
      dimensions = { DistributionId = var.edge.distribution_id, Region = "Global" }
    })
    site-certificate = merge(local.minutes, {
      what       = "The documentation's certificate ends within ${var.thresholds.certificate_days} days."
      runbook    = "certificate"
      period     = 86400, periods = 1, datapoints = 1
      threshold  = var.thresholds.certificate_days
      comparison = "LessThanThreshold"
      missing    = "notBreaching"
      statistic  = "Minimum"
      namespace  = "AWS/CertificateManager", metric = "DaysToExpiry"
      dimensions = { CertificateArn = var.edge.certificate_arn }
    })
  }

  alarms = merge(local.endpoint_alarms, local.edge_alarms)
  paging = sort([for name, alarm in local.alarms : name if alarm.pages])
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.what} Runbook: ${var.runbooks}/${each.value.runbook}/"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = each.value.period
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = each.value.datapoints
  treat_missing_data  = each.value.missing
  # With a percentile of few requests there is nothing to say.
  evaluate_low_sample_count_percentiles = startswith(each.value.statistic, "p") ? "ignore" : null

  alarm_actions = each.value.pages ? [] : [aws_sns_topic.alarms.arn]
  ok_actions    = each.value.pages ? [] : [aws_sns_topic.alarms.arn]
}

# One message for one outage, however many alarms it sets off.
resource "aws_cloudwatch_composite_alarm" "down" {
  alarm_name        = "${var.name}-down"
  alarm_description = "Users can't work: at least one alarm that pages is on. Runbook: ${var.runbooks}/endpoint-down/"
  alarm_rule        = join(" OR ", [for name in local.paging : "ALARM(\"${aws_cloudwatch_metric_alarm.this[name].alarm_name}\")"])
  alarm_actions     = [aws_sns_topic.alarms.arn]
  ok_actions        = [aws_sns_topic.alarms.arn]

  # In announced maintenance nobody is paged. Without data that alarm is off, so a service that is gone still pages.
  dynamic "actions_suppressor" {
    for_each = aws_cloudwatch_metric_alarm.maintenance
    content {
      alarm            = actions_suppressor.value.alarm_name
      wait_period      = 60
      extension_period = 120
    }
  }
}

# The health service says when a window that operators announced is open.
resource "aws_cloudwatch_metric_alarm" "maintenance" {
  count = var.endpoint == null ? 0 : 1

  alarm_name          = "${var.name}-maintenance"
  alarm_description   = "Announced maintenance: pages are held back while this is on. Runbook: ${var.runbooks}/maintenance/"
  namespace           = var.endpoint.namespace
  metric_name         = "health_maintenance"
  dimensions          = { job = var.endpoint.job }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  period              = 60
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
}
