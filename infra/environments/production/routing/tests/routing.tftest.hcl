# The whole root with a mocked provider: our table reaches resources on the right listeners and targets.

mock_provider "aws" {
  mock_resource "aws_lb_listener_rule" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/shared/0123456789abcdef/0123456789abcdef/0123456789abcdef"
    }
  }
}

variables {
  region = "us-east-1"
  listener_arns = {
    https = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef"
    http  = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/fedcba9876543210"
  }
  target_group_arns = {
    health = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/health/0123456789abcdef"
    api    = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/api/0123456789abcdef"
  }
}

run "our_table_is_applied" {
  assert {
    condition     = toset(keys(module.routing.rule_arns)) == toset(flatten([for listener, names in output.order : [for name in names : "${listener}/${name}"]]))
    error_message = "Rules and resources differ: ${join(", ", keys(module.routing.rule_arns))}"
  }
}

run "a_listener_of_another_region_is_refused" {
  command = plan
  variables {
    region = "eu-west-1"
  }
  expect_failures = [var.listener_arns]
}

run "listeners_of_two_load_balancers_are_refused" {
  command = plan
  variables {
    listener_arns = {
      https = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef"
      http  = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/other/aaaaaaaaaaaaaaaa/fedcba9876543210"
    }
  }
  expect_failures = [var.listener_arns]
}
