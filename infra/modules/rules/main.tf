# Reads the routing table into one plain shape: every rule has the same fields, whatever its conditions and action are.

locals {
  table     = jsondecode(var.routes_json)
  listeners = try({ for name, listener in local.table.listeners : name => { shared = tobool(listener.shared) } }, {})
  targets   = try(keys(local.table.targets), [])
  hosts     = try([for host in local.table.hosts : lower(host)], [])
  bands     = try([for band in local.table.bands : { from = tonumber(band.from), to = tonumber(band.to) }], [])

  # Whether each rule has all that the lines below read; those that have not are only reported.
  whole = [
    for rule in local.table.rules : alltrue([
      can("${rule.name} ${rule.priority + 0}"),
      can([for listener in rule.listeners : tostring(listener)]),
      can([
        for condition in rule.conditions : [
          for value in condition.values : condition.type == "query-string" ? tostring(value.value) : tostring(value)
        ]
      ]),
      can(rule.action.type),
      try(rule.action.type, "") != "forward" || can([for target in rule.action.targets : "${target.target} ${target.weight + 0}"]),
      try(rule.action.type, "") != "redirect" || can(join("", [for field in ["status", "protocol", "host", "port", "path", "query"] : rule.action[field]])),
      try(rule.action.type, "") != "fixed-response" || can(join("", [for field in ["status", "contentType", "body"] : rule.action[field]])),
    ])
  ]

  rules = [
    for index, rule in local.table.rules : {
      name      = tostring(rule.name)
      label     = "${rule.name} (${rule.priority})"
      priority  = tonumber(rule.priority)
      listeners = distinct([for listener in rule.listeners : tostring(listener)])

      conditions = [
        for condition in rule.conditions : {
          type   = tostring(condition.type)
          name   = try(tostring(condition.name), null)
          values = condition.type == "query-string" ? [] : [for value in condition.values : tostring(value)]
          pairs = condition.type != "query-string" ? [] : [
            for pair in condition.values : { key = try(tostring(pair.key), null), value = tostring(pair.value) }
          ]
        }
      ]

      action = {
        type = tostring(rule.action.type)
        targets = rule.action.type != "forward" ? [] : [
          for target in rule.action.targets : { target = tostring(target.target), weight = tonumber(target.weight) }
        ]
        redirect = rule.action.type != "redirect" ? null : {
          status   = tostring(rule.action.status)
          protocol = rule.action.protocol
          host     = rule.action.host
          port     = tostring(rule.action.port)
          path     = rule.action.path
          query    = rule.action.query
        }
        fixed_response = rule.action.type != "fixed-response" ? null : {
          status       = tostring(rule.action.status)
          content_type = rule.action.contentType
          body         = rule.action.body
        }
      }
    } if local.whole[index]
  ]

  # The rules of each listener, lowest priority first. Zeros in front make the order of text the order of numbers; the
  # place in the file keeps apart two rules that wrongly have one priority.
  sorted = {
    for listener in keys(local.listeners) : listener => values({
      for index, rule in local.rules : format("%012.3f %04d", rule.priority, index) => rule
      if contains(rule.listeners, listener)
    })
  }
}
