# The health service's target group and the table of its history, with a mocked provider.

mock_provider "aws" {
  mock_resource "aws_lb_target_group" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/health20261123/0123456789abcdef"
    }
  }
}

variables {
  region = "us-east-1"
  vpc_id = "vpc-0123456789abcdef0"
}

run "it_is_checked_on_a_path_that_the_service_has" {
  assert {
    condition     = aws_lb_target_group.health.health_check[0].path == "/readyz" && aws_lb_target_group.health.health_check[0].matcher == "200"
    error_message = "Another path than /readyz, or another status than 200: a draining service would stay in."
  }
  assert {
    condition     = aws_lb_target_group.health.port == 8002
    error_message = "The default is the service's own default port."
  }
  assert {
    condition     = output.target_group_arn == aws_lb_target_group.health.arn
    error_message = "The routing root needs the ARN."
  }
}

run "a_draining_task_serves_until_the_load_balancer_has_seen_it" {
  assert {
    condition     = tonumber(output.service_environment.DRAIN_DELAY_MS) >= 1000 * (aws_lb_target_group.health.health_check[0].interval * aws_lb_target_group.health.health_check[0].unhealthy_threshold + aws_lb_target_group.health.health_check[0].timeout)
    error_message = "The task would stop serving while requests still come."
  }
  assert {
    condition     = tonumber(output.service_environment.DRAIN_TIMEOUT_MS) < 30000
    error_message = "ECS kills a task 30 seconds after SIGTERM, in the middle of its answers."
  }
}

run "its_history_cannot_be_lost_by_mistake" {
  assert {
    condition     = aws_dynamodb_table.history.deletion_protection_enabled && aws_dynamodb_table.history.ttl[0].enabled
    error_message = "The table must refuse to be deleted, and must forget old rows."
  }
  assert {
    condition     = jsondecode(output.history_policy).Statement[0].Resource == aws_dynamodb_table.history.arn
    error_message = "The policy must name this table and nothing else."
  }
}

run "bad_input_is_refused" {
  command = plan
  variables {
    region = "Virginia"
    vpc_id = "default"
    port   = 0

    history_table = "a/b"
  }
  expect_failures = [var.region, var.vpc_id, var.port, var.history_table]
}
