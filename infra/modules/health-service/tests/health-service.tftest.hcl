# The health service with a mocked provider.

mock_provider "aws" {
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/health20261123/0123456789abcdef" }
  }
  mock_resource "aws_lb_listener_rule" {
    defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/shared/0123456789abcdef/0123456789abcdef/0123456789abcdef" }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/mlflow-health-history" }
  }
  mock_resource "aws_ecr_repository" {
    defaults = {
      arn            = "arn:aws:ecr:us-east-1:123456789012:repository/mlflow-health"
      repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/mlflow-health"
    }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/mlflow-health" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mlflow-health" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/mlflow-health:1" }
  }
  mock_resource "aws_appautoscaling_target" {
    defaults = { arn = "arn:aws:application-autoscaling:us-east-1:123456789012:scalable-target/0123456789" }
  }
}

variables {
  name                            = "mlflow-health"
  cluster_arn                     = "arn:aws:ecs:us-east-1:123456789012:cluster/registry"
  vpc_id                          = "vpc-0123456789abcdef0"
  subnet_ids                      = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
  listener_arn                    = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef"
  load_balancer_security_group_id = "sg-0123456789abcdef0"
  mlflow_security_group_id        = "sg-0fedcba9876543210"
  image_tag                       = "0123456789ab"
  metrics_agent_image             = "public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.2.3"
  mlflow_url                      = "http://mlflow.internal:5000"
  tracking_uri                    = "https://registry.example.com/api/mlflow"
  about_url                       = "https://docs.example.com/docs/operate/health/"
  history_table                   = "mlflow-health-history"
  secret_arns = {
    CANARY_KEY = "arn:aws:secretsmanager:us-east-1:123456789012:secret:canary-AbCdEf"
  }
}

run "the_service" {
  assert {
    condition     = aws_lb_target_group.health.health_check[0].path == "/readyz" && aws_lb_target_group.health.health_check[0].matcher == "200"
    error_message = "Another path than /readyz, or another status than 200: a draining service would stay in."
  }
  assert {
    condition     = tonumber({ for one in local.containers[0].environment : one.name => one.value }.DRAIN_DELAY_MS) >= 1000 * (aws_lb_target_group.health.health_check[0].interval * aws_lb_target_group.health.health_check[0].unhealthy_threshold + aws_lb_target_group.health.health_check[0].timeout)
    error_message = "The task would stop serving while requests still come."
  }
  assert {
    condition     = tonumber({ for one in local.containers[0].environment : one.name => one.value }.DRAIN_TIMEOUT_MS) < 1000 * local.containers[0].stopTimeout
    error_message = "ECS would kill a task in the middle of its answers."
  }
  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].readonlyRootFilesystem && jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].user == "1000:1000"
    error_message = "The service needs neither root nor a place to write."
  }
  assert {
    condition     = strcontains(jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].healthCheck.command[3], "/livez") && strcontains(jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].healthCheck.command[3], "$${process.env.PORT}")
    error_message = "ECS must restart a task that is not alive, whatever MLflow does: ${jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].healthCheck.command[3]}"
  }
  assert {
    condition     = aws_ecs_service.this[0].desired_count == 2 && aws_ecs_service.this[0].deployment_minimum_healthy_percent == 100 && aws_ecs_service.this[0].deployment_circuit_breaker[0].rollback
    error_message = "Two tasks, never fewer in a deployment, and back to the last good one by itself."
  }
  assert {
    condition     = aws_dynamodb_table.history.deletion_protection_enabled && aws_dynamodb_table.history.ttl[0].enabled && aws_dynamodb_table.history.point_in_time_recovery[0].enabled
    error_message = "The table must refuse to be deleted, forget old rows, and be restorable."
  }
  assert {
    condition     = aws_ecr_repository.this.image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.this.image_scanning_configuration[0].scan_on_push
    error_message = "A tag is one build for ever, and every build is scanned."
  }
  assert {
    condition     = tolist(aws_lb_listener_rule.attachment.condition)[0].host_header[0].values == toset(["mlflow-health.invalid"])
    error_message = "The rule that attaches the group must take no user's request."
  }
}

run "roles_name_what_they_touch" {
  # Actions without a resource of their own are the one exception; AWS lists them as such.
  assert {
    condition = length([
      for statement in concat(jsondecode(aws_iam_role_policy.execution.policy).Statement, jsondecode(aws_iam_role_policy.task.policy).Statement) : statement
      if contains(flatten([statement.Resource]), "*") && statement.Action != ["ecr:GetAuthorizationToken"] || length([for action in statement.Action : action if strcontains(action, "*")]) > 0
    ]) == 0
    error_message = "A statement allows more than is needed."
  }
  assert {
    condition     = [for one in jsondecode(aws_iam_role_policy.execution.policy).Statement : one.Resource if one.Sid == "ReadSecrets"][0] == ["arn:aws:secretsmanager:us-east-1:123456789012:secret:canary-AbCdEf"]
    error_message = "The secrets that are given, and no other."
  }
}

run "metrics_stay_on_loopback_without_a_prometheus" {
  assert {
    condition     = { for one in local.containers[0].environment : one.name => one.value }.METRICS_HOST == "127.0.0.1" && length(aws_vpc_security_group_ingress_rule.metrics) == 0
    error_message = "Nobody scrapes, so nobody may."
  }
}

run "a_prometheus_may_scrape" {
  variables {
    metrics_security_group_id = "sg-00000000000000001"
  }
  assert {
    condition     = { for one in local.containers[0].environment : one.name => one.value }.METRICS_HOST == "0.0.0.0" && aws_vpc_security_group_ingress_rule.metrics[0].from_port == 9102
    error_message = "It must reach /metrics."
  }
}

run "before_the_first_image_there_is_no_service" {
  variables {
    image_tag = null
  }
  assert {
    condition     = length(aws_ecs_service.this) == 0 && length(aws_appautoscaling_target.this) == 0 && output.service_name == null
    error_message = "A service without an image would fail for ever."
  }
}

run "bad_input_is_refused" {
  command = plan
  variables {
    name                            = "MLflow"
    cluster_arn                     = "registry"
    vpc_id                          = "default"
    subnet_ids                      = ["subnet-0123456789abcdef0"]
    listener_arn                    = "https"
    load_balancer_security_group_id = "default"
    mlflow_security_group_id        = "default"
    metrics_security_group_id       = "default"
    attachment                      = { host = "registry.example.com", priority = 1 }
    image_tag                       = "latest"
    metrics_agent_image             = "amazon/cloudwatch-agent"
    mlflow_url                      = "http://user:secret@mlflow"
    tracking_uri                    = "http://registry.example.com"
    about_url                       = "docs"
    history_table                   = "a/b"
    port                            = 80
    tasks                           = { least = 1, most = 1 }
    cpu                             = 300
    memory                          = 300
    log_retention_days              = 3
    secret_arns                     = { CANARY_KEY = "hk_live_your_key_here" }
    secret_key_arns                 = ["alias/own"]
    settings                        = { PORT = "1" }
  }
  expect_failures = [
    var.name, var.cluster_arn, var.vpc_id, var.subnet_ids, var.listener_arn, var.load_balancer_security_group_id,
    var.mlflow_security_group_id, var.metrics_security_group_id, var.attachment, var.image_tag, var.metrics_agent_image,
    var.mlflow_url, var.tracking_uri, var.about_url, var.history_table, var.port, var.tasks, var.cpu, var.memory,
    var.log_retention_days, var.secret_arns, var.secret_key_arns, var.settings,
  ]
}
