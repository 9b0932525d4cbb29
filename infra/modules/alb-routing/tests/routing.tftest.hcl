# What the rules become as resources. Nothing is asked of AWS: the provider is mocked.

mock_provider "aws" {
  mock_resource "aws_lb_listener_rule" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/shared/0123456789abcdef/0123456789abcdef/0123456789abcdef"
    }
  }
}

variables {
  listener_arns = {
    https = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef"
    http  = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/fedcba9876543210"
  }
  target_group_arns = {
    api    = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/api/0123456789abcdef"
    canary = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/canary/0123456789abcdef"
  }
  tags = { Team = "registry" }
  rules = {
    https = {
      one = {
        priority = 100
        conditions = [
          { type = "host-header", values = ["registry.hokus.ai"] },
          { type = "path-pattern", values = ["/one", "/one/*"] },
          { type = "http-request-method", values = ["GET"] },
          { type = "source-ip", values = ["192.0.2.0/24"] },
        ]
        action = { type = "forward", targets = [{ target = "api", weight = 1 }] }
      }
      split = {
        priority = 110
        conditions = [
          { type = "http-header", name = "X-Canary", values = ["yes"] },
          { type = "query-string", pairs = [{ key = "v", value = "2" }, { value = "beta" }] },
        ]
        action = { type = "forward", targets = [{ target = "api", weight = 9 }, { target = "canary", weight = 1 }] }
      }
    }
    http = {
      redirect = {
        priority   = 100
        conditions = [{ type = "host-header", values = ["registry.hokus.ai"] }]
        action     = { type = "redirect", redirect = { status = "301", protocol = "HTTPS", host = "#{host}", port = "443", path = "/#{path}", query = "#{query}" } }
      }
      refuse = {
        priority   = 110
        conditions = [{ type = "host-header", values = ["registry.hokus.ai"] }]
        action     = { type = "fixed-response", fixed_response = { status = "400", content_type = "text/plain", body = "https only" } }
      }
    }
  }
}

run "every_rule_becomes_one_resource" {
  # Applied, so that sets of blocks are whole.
  assert {
    condition     = keys(aws_lb_listener_rule.this) == ["http/redirect", "http/refuse", "https/one", "https/split"]
    error_message = join(", ", keys(aws_lb_listener_rule.this))
  }
  assert {
    condition = alltrue([
      for key, rule in aws_lb_listener_rule.this :
      rule.listener_arn == var.listener_arns[split("/", key)[0]] && rule.tags == tomap({ Name = split("/", key)[1], Team = "registry" })
    ])
    error_message = "A rule has another listener or name than its key says."
  }
  assert {
    condition     = { for key, rule in aws_lb_listener_rule.this : key => rule.priority } == { "http/redirect" = 100, "http/refuse" = 110, "https/one" = 100, "https/split" = 110 }
    error_message = "A rule has another priority than the table says."
  }

  assert {
    condition     = length(aws_lb_listener_rule.this["https/one"].condition) == 4
    error_message = "Every condition needs a block of its own: AWS refuses two types in one."
  }
  assert {
    condition     = one(flatten(aws_lb_listener_rule.this["https/one"].condition[*].path_pattern)).values == toset(["/one", "/one/*"])
    error_message = "The paths are not those of the table."
  }
  assert {
    condition     = one(flatten(aws_lb_listener_rule.this["https/one"].condition[*].http_request_method)).values == toset(["GET"]) && one(flatten(aws_lb_listener_rule.this["https/one"].condition[*].source_ip)).values == toset(["192.0.2.0/24"])
    error_message = "Method or source is not that of the table."
  }
  assert {
    condition     = aws_lb_listener_rule.this["https/one"].action[0].target_group_arn == var.target_group_arns.api && length(aws_lb_listener_rule.this["https/one"].action[0].forward) == 0
    error_message = "A single target is named directly."
  }

  assert {
    condition     = one(flatten(aws_lb_listener_rule.this["https/split"].condition[*].http_header)).http_header_name == "X-Canary"
    error_message = "The header is not that of the table."
  }
  assert {
    condition     = jsonencode({ for pair in flatten([for condition in aws_lb_listener_rule.this["https/split"].condition : tolist(condition.query_string)]) : pair.value => pair.key }) == jsonencode({ "2" = "v", beta = null })
    error_message = "The query is not that of the table."
  }
  assert {
    condition = { for group in aws_lb_listener_rule.this["https/split"].action[0].forward[0].target_group : group.arn => group.weight } == {
      (var.target_group_arns.api) = 9, (var.target_group_arns.canary) = 1
    }
    error_message = "The weights are not those of the table."
  }

  assert {
    condition     = aws_lb_listener_rule.this["http/redirect"].action[0].redirect[0].status_code == "HTTP_301" && aws_lb_listener_rule.this["http/redirect"].action[0].redirect[0].path == "/#{path}"
    error_message = "The redirect is not that of the table."
  }
  assert {
    condition     = aws_lb_listener_rule.this["http/refuse"].action[0].fixed_response[0].status_code == "400" && aws_lb_listener_rule.this["http/refuse"].action[0].fixed_response[0].message_body == "https only"
    error_message = "The answer is not that of the table."
  }
}

run "a_target_without_arn_is_refused" {
  command = plan
  variables {
    target_group_arns = { api = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/api/0123456789abcdef" }
  }
  expect_failures = [var.target_group_arns]
}

run "a_listener_without_arn_is_refused" {
  command = plan
  variables {
    listener_arns = { https = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef" }
  }
  expect_failures = [var.listener_arns]
}

run "one_arn_for_two_listeners_is_refused" {
  command = plan
  variables {
    listener_arns = {
      https = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef"
      http  = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef"
    }
  }
  expect_failures = [var.listener_arns]
}

run "a_swapped_arn_is_refused" {
  command = plan
  variables {
    target_group_arns = {
      api    = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef"
      canary = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/canary/0123456789abcdef"
    }
  }
  expect_failures = [var.target_group_arns]
}
