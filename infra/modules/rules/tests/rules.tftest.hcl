# What the module makes of tables that can be applied.

variables {
  table = {
    hosts     = ["registry.hokus.ai"]
    listeners = { https = { shared = true }, http = { shared = true } }
    targets   = { api = {}, health = {} }
    bands     = [{ from = 100, to = 999 }]
  }
  rule = {
    name       = "mlflow"
    priority   = 200
    listeners  = ["https"]
    conditions = [{ type = "host-header", values = ["registry.hokus.ai"] }]
    action     = { type = "forward", targets = [{ target = "api", weight = 1 }] }
  }
}

run "our_own_table_has_no_problems" {
  command = plan
  variables {
    routes_json = file("../../../routing/routes.json")
  }
  assert {
    condition     = output.problems == []
    error_message = jsonencode(output.problems)
  }
  assert {
    condition     = output.order.https[0] == "health"
    error_message = "Health must be asked before everything else: the API would ask for a key."
  }
}

run "rules_are_sorted_by_number_not_by_text" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { bands = [{ from = 1, to = 50000 }], rules = [
      merge(var.rule, { name = "last", priority = 1000 }),
      merge(var.rule, { name = "third", priority = 200, listeners = ["https", "http"] }),
      merge(var.rule, { name = "first", priority = 9 }),
      merge(var.rule, { name = "second", priority = 99 }),
    ] }))
  }
  assert {
    condition     = output.order == { https = ["first", "second", "third", "last"], http = ["third"] }
    error_message = jsonencode(output.order)
  }
  assert {
    condition     = output.rules.http.third.priority == 200 && keys(output.rules.https) == ["first", "last", "second", "third"]
    error_message = jsonencode(output.rules)
  }
}

run "every_condition_and_action_has_one_shape" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { rules = [
      merge(var.rule, { name = "strings", priority = 100, conditions = [
        { type = "host-header", values = ["registry.hokus.ai"] },
        { type = "http-header", name = "X-Canary", values = ["yes"] },
        { type = "query-string", values = [{ key = "v", value = "2" }, { value = "beta" }] },
      ], action = { type = "forward", targets = [{ target = "api", weight = 9 }, { target = "health", weight = 1 }] } }),
      merge(var.rule, { name = "fixed", priority = 110, action = { type = "fixed-response", status = 400, contentType = "text/plain", body = "No" } }),
      merge(var.rule, { name = "redirect", priority = 120, action = { type = "redirect", status = 301, protocol = "HTTPS", host = "#{host}", port = "443", path = "/#{path}", query = "#{query}" } }),
    ] }))
  }
  assert {
    condition     = jsonencode(output.rules.https.strings.conditions[1]) == jsonencode({ type = "http-header", name = "X-Canary", values = ["yes"], pairs = [] })
    error_message = jsonencode(output.rules.https.strings.conditions)
  }
  assert {
    condition     = jsonencode(output.rules.https.strings.conditions[2].pairs) == "[{\"key\":\"v\",\"value\":\"2\"},{\"key\":null,\"value\":\"beta\"}]"
    error_message = jsonencode(output.rules.https.strings.conditions)
  }
  assert {
    condition     = jsonencode(output.rules.https.strings.action.targets) == "[{\"target\":\"api\",\"weight\":9},{\"target\":\"health\",\"weight\":1}]"
    error_message = jsonencode(output.rules.https.strings.action)
  }
  assert {
    condition     = output.rules.https.fixed.action.fixed_response == { status = "400", content_type = "text/plain", body = "No" }
    error_message = jsonencode(output.rules.https.fixed.action)
  }
  assert {
    condition     = output.rules.https.redirect.action.redirect.path == "/#{path}" && output.rules.https.redirect.action.redirect.status == "301"
    error_message = jsonencode(output.rules.https.redirect.action)
  }
}

run "a_narrow_gap_warns_and_goes_on" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { rules = [
      merge(var.rule, { name = "first", priority = 200 }),
      merge(var.rule, { name = "second", priority = 205 }),
    ] }))
  }
  expect_failures = [check.priority_gaps]
  assert {
    condition     = output.problems == [] && output.order.https == ["first", "second"]
    error_message = jsonencode(output.problems)
  }
}

run "a_priority_outside_the_bands_warns_and_goes_on" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { rules = [merge(var.rule, { priority = 1000 })] }))
  }
  expect_failures = [check.priority_bands]
  assert {
    condition     = output.problems == [] && output.order.https == ["mlflow"]
    error_message = jsonencode(output.problems)
  }
}
