# Seeded faults: each gets its problem and no other, and a table with one gives no rules.

variables {
  table = {
    hosts     = ["registry.hokus.ai"]
    listeners = { https = { shared = true }, http = { shared = false } }
    targets   = { api = {}, health = {} }
    bands     = [{ from = 1, to = 50000 }]
  }
  host = { type = "host-header", values = ["registry.hokus.ai"] }
  rule = {
    name       = "mlflow"
    priority   = 200
    listeners  = ["https"]
    conditions = [{ type = "host-header", values = ["registry.hokus.ai"] }]
    action     = { type = "forward", targets = [{ target = "api", weight = 1 }] }
  }
  redirect = { type = "redirect", status = 301, protocol = "HTTPS", host = "#{host}", port = "443", path = "/#{path}", query = "#{query}" }
}

run "no_json" {
  command = plan
  variables {
    routes_json = "{"
  }
  expect_failures = [var.routes_json]
}

run "no_rules" {
  command = plan
  variables {
    routes_json = "{\"hosts\": []}"
  }
  expect_failures = [var.routes_json]
}

run "wrong_shapes" {
  command = plan
  variables {
    routes_json = jsonencode({
      rules = [
        merge(var.rule, { priority = "soon" }),
        { name = "no-more" },
        { priority = 1 },
        merge(var.rule, { name = "no-values", conditions = [{ type = "host-header" }] }),
        merge(var.rule, { name = "half-a-redirect", action = { type = "redirect", status = 301 } }),
        merge(var.rule, { name = "half-a-target", action = { type = "forward", targets = [{ target = "api" }] } }),
      ]
      listeners = { https = {} }
    })
  }
  expect_failures = [output.rules]
  assert {
    condition = [for problem in output.problems : regex("^wrong-shape: [^:]+", problem)] == [
      "wrong-shape: bands", "wrong-shape: hosts", "wrong-shape: listeners", "wrong-shape: targets",
      "wrong-shape: mlflow", "wrong-shape: no-more", "wrong-shape: rules[2]",
      "wrong-shape: no-values", "wrong-shape: half-a-redirect", "wrong-shape: half-a-target",
    ]
    error_message = jsonencode(output.problems)
  }
}

run "names" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { rules = [
      merge(var.rule, { name = "Upper Case", priority = 10 }),
      merge(var.rule, { name = "twice", priority = 20 }),
      merge(var.rule, { name = "twice", priority = 30 }),
      merge(var.rule, { name = "elsewhere", priority = 40, listeners = ["https", "tls"] }),
      merge(var.rule, { name = "nowhere", priority = 50, listeners = [] }),
      merge(var.rule, { name = "lost", priority = 60, action = { type = "forward", targets = [{ target = "mlflow", weight = 1 }] } }),
    ] }))
  }
  expect_failures = [output.rules]
  assert {
    condition = output.problems == [
      "illegal-name: Upper Case (10): a name holds lower-case letters, digits and hyphens, and starts with a letter.",
      "duplicate-name: twice: Terraform knows a rule by its name, so it must be the only one with it.",
      "unknown-listener: elsewhere (40): tls is none of http, https.",
      "unknown-listener: nowhere (50): is on no listener.",
      "unknown-target: lost (60): mlflow is none of api, health.",
    ]
    error_message = jsonencode(output.problems)
  }
}

run "priorities" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { rules = [
      merge(var.rule, { name = "zero", priority = 0 }),
      merge(var.rule, { name = "half", priority = 10.5 }),
      merge(var.rule, { name = "high", priority = 50001 }),
      merge(var.rule, { name = "first", priority = 200 }),
      merge(var.rule, { name = "second", priority = 200 }),
      merge(var.rule, { name = "on-the-other-listener", priority = 200, listeners = ["http"] }),
    ] }))
  }
  expect_failures = [output.rules, check.priority_bands]
  assert {
    condition = output.problems == [
      "limit-exceeded: zero (0): a priority is a whole number from 1 to 50000.",
      "limit-exceeded: half (10.5): a priority is a whole number from 1 to 50000.",
      "limit-exceeded: high (50001): a priority is a whole number from 1 to 50000.",
      "duplicate-priority: first, second: all have 200 on https; AWS refuses all but one at apply.",
    ]
    error_message = jsonencode(output.problems)
  }
}

run "more_than_100_rules" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { rules = [
      for number in range(51) : merge(var.rule, { name = "rule-${number}", priority = 10 + number * 10, listeners = ["https", "http"] })
    ] }))
  }
  expect_failures = [output.rules]
  assert {
    condition     = output.problems == ["limit-exceeded: 102 rules on all listeners; a load balancer has room for 100."]
    error_message = jsonencode(output.problems)
  }
}

run "sizes" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { rules = [
      merge(var.rule, { name = "six-values", priority = 10, conditions = [var.host, { type = "path-pattern", values = ["/a", "/b", "/c", "/d", "/e"] }] }),
      merge(var.rule, { name = "six-with-pairs", priority = 20, conditions = [var.host, { type = "query-string", values = [for value in ["a", "b", "c", "d", "e"] : { key = "k", value = value }] }] }),
      merge(var.rule, { name = "seven-wildcards", priority = 30, conditions = [var.host, { type = "path-pattern", values = ["/*a*", "/?b?", "/*c**"] }] }),
      merge(var.rule, { name = "escaped-are-none", priority = 40, conditions = [var.host, { type = "http-header", name = "X-Stars", values = ["\\*\\*\\*\\?*****"] }] }),
      merge(var.rule, { name = "long", priority = 50, conditions = [var.host, { type = "path-pattern", values = ["/${join("", [for number in range(128) : "a"])}"] }] }),
      merge(var.rule, { name = "none", priority = 60, listeners = ["http"], conditions = [] }),
      merge(var.rule, { name = "empty", priority = 70, conditions = [var.host, { type = "path-pattern", values = [] }] }),
      merge(var.rule, { name = "two-paths", priority = 80, conditions = [var.host, { type = "path-pattern", values = ["/a"] }, { type = "path-pattern", values = ["/b"] }] }),
    ] }))
  }
  expect_failures = [output.rules]
  assert {
    condition = output.problems == [
      "limit-exceeded: six-values (10): 6 condition values; AWS allows 5 in all, hosts included.",
      "limit-exceeded: six-with-pairs (20): 6 condition values; AWS allows 5 in all, hosts included.",
      "limit-exceeded: seven-wildcards (30): 7 wildcards; AWS allows 6.",
      "limit-exceeded: long (50): path-pattern \"/aaaaaaaaaaaaaaaaaaa…\" has 129 characters; AWS allows 128.",
      "empty-condition: none (60): has no condition; for every request, use the default action of the listener.",
      "empty-condition: empty (70): path-pattern has no values.",
      "repeated-condition: two-paths (80): has several path-pattern conditions; AWS allows one.",
    ]
    error_message = jsonencode(output.problems)
  }
}

run "values" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { rules = [
      for index, condition in [
        { type = "path-pattern", values = ["mlflow/*"] },
        { type = "path-pattern", values = ["/a%20b"] },
        { type = "path-pattern", values = ["/é"] },
        { type = "path-pattern", values = ["/_-.$/~\"'@:+&*?"] },
        { type = "http-request-method", values = ["get"] },
        { type = "http-request-method", values = ["*"] },
        { type = "source-ip", values = ["192.0.2.1"] },
        { type = "source-ip", values = ["192.0.2.0/24", "2001:db8::/32"] },
        { type = "http-header", name = "Host", values = ["a"] },
        { type = "http-header", name = "X Y", values = ["a"] },
        { type = "http-header", values = ["a"] },
        { type = "http-header", name = "X-Empty", values = [""] },
        { type = "query-string", values = [{ key = "", value = "a" }] },
        { type = "query-string", values = [{ value = "ü" }] },
        { type = "cookie", values = ["a"] },
      ] : merge(var.rule, { name = "rule", priority = index * 10 + 10, listeners = ["http"], conditions = [condition], name = "rule-${index}" })
    ] }))
  }
  expect_failures = [output.rules]
  assert {
    condition = [for problem in output.problems : regex("^illegal-value: rule-([0-9]+) ", problem)[0]] == [
      "0", "1", "2", "4", "5", "6", "11", "12", "13", "14", "8", "9", "10",
    ]
    error_message = jsonencode(output.problems)
  }
  assert {
    condition     = output.problems[0] == "illegal-value: rule-0 (10): path-pattern \"mlflow/*\": a path pattern starts with / (or is * alone) and holds letters, digits and _ - . $ / ~ \" ' @ : + & * ?."
    error_message = output.problems[0]
  }
}

run "what_the_provider_cannot_make" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { rules = [
      merge(var.rule, { name = "signed-in", priority = 10, authenticate = [{ type = "jwt-validation", settings = {} }] }),
      merge(var.rule, { name = "rewritten", priority = 20, transforms = [{ type = "url-rewrite", rewrites = [] }] }),
      merge(var.rule, { name = "sticky", priority = 30, action = { type = "forward", targets = [{ target = "api", weight = 1 }], stickySeconds = 60 } }),
      merge(var.rule, { name = "opaque", priority = 40, conditions = [var.host, { type = "path-pattern", values = ["/a"], regexes = ["^/a"] }] }),
    ] }))
  }
  expect_failures = [output.rules]
  assert {
    condition     = [for problem in output.problems : regex("^unsupported: [a-z-]+", problem)] == ["unsupported: signed-in", "unsupported: rewritten", "unsupported: sticky", "unsupported: opaque"]
    error_message = jsonencode(output.problems)
  }
}

run "hosts" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { rules = [
      merge(var.rule, { name = "hostless", priority = 10, conditions = [{ type = "path-pattern", values = ["/a"] }] }),
      merge(var.rule, { name = "hostless-on-its-own-listener", priority = 20, listeners = ["http"], conditions = [{ type = "path-pattern", values = ["/a"] }] }),
      merge(var.rule, { name = "others", priority = 30, conditions = [{ type = "host-header", values = ["auth.hokus.ai"] }] }),
      merge(var.rule, { name = "everybody", priority = 40, conditions = [{ type = "host-header", values = ["*.hokus.ai"] }] }),
      merge(var.rule, { name = "any-case", priority = 50, conditions = [{ type = "host-header", values = ["Registry.Hokus.AI"] }] }),
      merge(var.rule, { name = "dotless", priority = 60, listeners = ["http"], conditions = [{ type = "host-header", values = ["localhost"] }] }),
    ] }))
  }
  expect_failures = [output.rules]
  assert {
    condition = output.problems == [
      "illegal-value: dotless (60): host-header \"localhost\": a host has a dot, holds letters, digits and - . * ?, and no digits after its last dot.",
      "no-host-condition: hostless (10): its listener is shared, so it needs a host-header condition.",
      "foreign-host: others (30): auth.hokus.ai is none of registry.hokus.ai.",
      "foreign-host: everybody (40): *.hokus.ai is none of registry.hokus.ai.",
    ]
    error_message = jsonencode(output.problems)
  }
}

run "actions" {
  command = plan
  variables {
    routes_json = jsonencode(merge(var.table, { rules = [
      for index, action in [
        { type = "drop" },
        { type = "forward", targets = [] },
        { type = "forward", targets = [{ target = "api", weight = 0 }] },
        { type = "forward", targets = [{ target = "api", weight = 1000 }] },
        merge(var.redirect, { status = 308 }),
        merge(var.redirect, { protocol = "https" }),
        merge(var.redirect, { port = "0" }),
        merge(var.redirect, { path = "#{path}" }),
        merge(var.redirect, { protocol = "#{protocol}", port = "#{port}" }),
        { type = "fixed-response", status = 302, contentType = "text/plain", body = "" },
        { type = "fixed-response", status = 404, contentType = "text/markdown", body = "" },
        { type = "fixed-response", status = 404, contentType = "text/plain", body = format("%01025d", 0) },
      ] : merge(var.rule, { name = "rule-${index}", priority = index * 10 + 10, action = action })
    ] }))
  }
  expect_failures = [output.rules]
  assert {
    condition = [for problem in output.problems : join(" ", regex("^([a-z-]+): rule-([0-9]+) ", problem))] == [
      "illegal-action 0", "illegal-action 1", "illegal-action 2", "illegal-action 3", "illegal-action 4",
      "illegal-action 5", "illegal-action 6", "illegal-action 7", "illegal-action 8", "illegal-action 9",
      "illegal-action 10", "illegal-action 11",
    ]
    error_message = jsonencode(output.problems)
  }
}
