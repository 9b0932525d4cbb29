# Makes a listener rule of each rule that the module rules gives. Listeners and target groups are given by their ARNs.

locals {
  # "https/health": stable when priorities, conditions or actions change. To rename one, see moved.tf of the root.
  rules = merge([
    for listener, rules in var.rules : {
      for name, rule in rules : "${listener}/${name}" => merge(rule, { listener = listener, name = name })
    }
  ]...)
}

resource "aws_lb_listener_rule" "this" {
  for_each = local.rules

  listener_arn = var.listener_arns[each.value.listener]
  priority     = each.value.priority
  tags         = merge(var.tags, { Name = each.value.name })

  dynamic "condition" {
    for_each = each.value.conditions

    content {
      dynamic "host_header" {
        for_each = condition.value.type == "host-header" ? [condition.value] : []
        content { values = host_header.value.values }
      }
      dynamic "path_pattern" {
        for_each = condition.value.type == "path-pattern" ? [condition.value] : []
        content { values = path_pattern.value.values }
      }
      dynamic "http_request_method" {
        for_each = condition.value.type == "http-request-method" ? [condition.value] : []
        content { values = http_request_method.value.values }
      }
      dynamic "source_ip" {
        for_each = condition.value.type == "source-ip" ? [condition.value] : []
        content { values = source_ip.value.values }
      }
      dynamic "http_header" {
        for_each = condition.value.type == "http-header" ? [condition.value] : []
        content {
          http_header_name = http_header.value.name
          values           = http_header.value.values
        }
      }
      dynamic "query_string" {
        for_each = condition.value.type == "query-string" ? condition.value.pairs : []
        content {
          key   = query_string.value.key
          value = query_string.value.value
        }
      }
    }
  }

  action {
    type = each.value.action.type
    # AWS returns a single target in this form, so another one would show as a change in every plan.
    target_group_arn = length(each.value.action.targets) == 1 ? var.target_group_arns[each.value.action.targets[0].target] : null

    dynamic "forward" {
      for_each = length(each.value.action.targets) > 1 ? [each.value.action.targets] : []
      content {
        dynamic "target_group" {
          for_each = forward.value
          content {
            arn    = var.target_group_arns[target_group.value.target]
            weight = target_group.value.weight
          }
        }
      }
    }

    dynamic "redirect" {
      for_each = each.value.action.redirect[*]
      content {
        status_code = "HTTP_${redirect.value.status}"
        protocol    = redirect.value.protocol
        host        = redirect.value.host
        port        = redirect.value.port
        path        = redirect.value.path
        query       = redirect.value.query
      }
    }

    dynamic "fixed_response" {
      for_each = each.value.action.fixed_response[*]
      content {
        status_code  = fixed_response.value.status
        content_type = fixed_response.value.content_type
        message_body = fixed_response.value.body
      }
    }
  }
}
