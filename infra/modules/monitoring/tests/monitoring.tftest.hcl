# The alarms with a mocked provider.

mock_provider "aws" {
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:mlflow-health-alarms" }
  }
  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:one" }
  }
  mock_resource "aws_cloudwatch_composite_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:down" }
  }
  mock_resource "aws_route53_health_check" {
    defaults = { id = "01234567-89ab-cdef-0123-456789abcdef" }
  }
}

variables {
  name        = "mlflow-health"
  region      = "us-east-1"
  account_id  = "123456789012"
  subscribers = { on_call = { protocol = "email", endpoint = "on-call@example.com" } }
  runbooks    = "https://docs.example.com/docs/operate/runbooks"
  endpoint = {
    namespace               = "MLflowHealth/mlflow-health"
    job                     = "mlflow-health"
    listener_arn            = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef"
    health_target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/health/0123456789abcdef"
    api_target_group_arn    = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/api/fedcba9876543210"
    history_table           = "mlflow-health-history"
  }
}

run "the_endpoint" {
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["check-writes"].dimensions == tomap({ check = "writes", status = "fail" }) && aws_cloudwatch_metric_alarm.this["check-writes"].treat_missing_data == "breaching"
    error_message = "A service that is gone reports nothing, which is as bad as a failure."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["check-server"].datapoints_to_alarm == 2 && aws_cloudwatch_metric_alarm.this["check-server"].evaluation_periods == 3
    error_message = "One lost point is no outage, and two are."
  }
  assert {
    condition     = alltrue([for name in ["api-errors", "health-latency", "history-throttled"] : aws_cloudwatch_metric_alarm.this[name].treat_missing_data == "notBreaching"])
    error_message = "Without traffic there is nothing to count."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["healthy-hosts"].dimensions == tomap({ LoadBalancer = "app/shared/0123456789abcdef", TargetGroup = "targetgroup/health/0123456789abcdef" })
    error_message = "CloudWatch knows load balancer and target group by the ends of their ARNs."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["health-latency"].extended_statistic == "p99" && aws_cloudwatch_metric_alarm.this["health-latency"].statistic == null
    error_message = "A percentile is an extended statistic."
  }
  assert {
    condition     = alltrue([for name, alarm in aws_cloudwatch_metric_alarm.this : (length(alarm.alarm_actions) == 0) == contains(output.paging, name)])
    error_message = "An outage pages once, through the composite alarm; every other alarm tells the topic itself."
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : can(regex("Runbook: https://docs\\.example\\.com/docs/operate/runbooks/[a-z-]+/$", alarm.alarm_description))])
    error_message = "Every alarm leads to its runbook."
  }
  assert {
    condition     = length(regexall("ALARM\\(", aws_cloudwatch_composite_alarm.down.alarm_rule)) == length(output.paging) && contains(output.paging, "check-front-door")
    error_message = "The composite alarm is made of all that page: ${aws_cloudwatch_composite_alarm.down.alarm_rule}"
  }
  assert {
    condition     = aws_cloudwatch_composite_alarm.down.actions_suppressor[0].alarm == "mlflow-health-maintenance" && aws_cloudwatch_metric_alarm.maintenance[0].treat_missing_data == "notBreaching"
    error_message = "Maintenance holds pages back, and ends by itself."
  }
  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == length(aws_cloudwatch_metric_alarm.this) + 1
    error_message = "The dashboard shows every alarm and its metric."
  }
  assert {
    condition     = length(aws_route53_health_check.endpoint) == 0
    error_message = "What looks from outside is the edge's."
  }
}

run "the_edge" {
  variables {
    endpoint = null
    edge = {
      registry_host   = "registry.example.com"
      health_path     = "/api/health/mlflow"
      distribution_id = "E0123456789ABC"
      certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0123"
    }
  }
  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.this)) == toset(["endpoint-unreachable", "site-certificate", "site-errors"])
    error_message = "Another set of alarms."
  }
  assert {
    condition     = aws_route53_health_check.endpoint[0].fqdn == "registry.example.com" && aws_route53_health_check.endpoint[0].resource_path == "/api/health/mlflow" && aws_route53_health_check.endpoint[0].type == "HTTPS"
    error_message = "It asks the documented address, over https."
  }
}

run "bad_input_is_refused" {
  command = plan
  variables {
    name        = "MLflow"
    region      = "eu-west-1"
    account_id  = "me"
    subscribers = {}
    runbooks    = "docs/"
    thresholds  = { api_errors = 0 }
    endpoint    = null
    edge = {
      registry_host   = "registry.example.com"
      health_path     = "/api/health/mlflow"
      distribution_id = "E0123456789ABC"
      certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0123"
    }
  }
  expect_failures = [var.name, var.account_id, var.subscribers, var.runbooks, var.thresholds, var.edge]
}
