# The whole root with a mocked provider: our table reaches resources on the right listeners and targets.

mock_provider "aws" {
  mock_resource "aws_lb_listener_rule" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/shared/0123456789abcdef/0123456789abcdef/0123456789abcdef"
    }
  }
}

variables {
  environment   = "development"
  region        = "us-east-1"
  registry_host = "registry.example.com"
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

run "another_environment_has_its_own_host_and_priorities" {
  variables {
    priorities = { health = 9 }
  }
  assert {
    condition     = !strcontains(jsonencode(module.rules.rules), "registry.hokus.ai") && strcontains(jsonencode(module.rules.rules), "registry.example.com")
    error_message = "Production's host is left in rules of development."
  }
  assert {
    condition     = module.rules.rules.https.health.priority == 9 && module.rules.rules.https["mlflow-api"].priority == 20
    error_message = "The priority of one rule is this environment's, the others are the table's."
  }
}

run "a_priority_of_no_rule_is_refused" {
  command = plan
  variables {
    priorities = { helth = 11 }
  }
  expect_failures = [var.priorities]
}

run "an_unknown_environment_is_refused" {
  command = plan
  variables {
    environment   = "staging"
    registry_host = "https://registry.example.com"
  }
  expect_failures = [var.environment, var.registry_host]
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
