# What AWS refuses only when the plan is applied, or what would take the traffic of others. Each problem begins with the
# code that `npm run routes -- lint` gives it. Sources: AWS, "Quotas for your Application Load Balancers" and
# "Condition types for listener rules".

locals {
  condition_types = ["host-header", "path-pattern", "http-request-method", "source-ip", "http-header", "query-string"]
  single_types    = ["host-header", "path-pattern", "http-request-method", "source-ip"]
  wildcard_types  = ["host-header", "path-pattern", "http-header", "query-string"]

  legal = {
    "path-pattern"        = "^(/[A-Za-z0-9_.$/~\"'@:+&*?-]*|\\*)$"
    "host-header"         = "^[A-Za-z0-9.*?-]*\\.[A-Za-z*?]+$"
    "http-request-method" = "^[A-Z_-]{1,40}$"
    "http-header"         = "^[ -~]+$"
    "query-string"        = "^[ -~]+$"
  }
  legal_words = {
    "path-pattern"        = "a path pattern starts with / (or is * alone) and holds letters, digits and _ - . $ / ~ \" ' @ : + & * ?"
    "host-header"         = "a host has a dot, holds letters, digits and - . * ?, and no digits after its last dot"
    "http-request-method" = "a method is written in capitals, without wildcards"
    "http-header"         = "a value holds printable ASCII and is not empty"
    "query-string"        = "a key or value holds printable ASCII and is not empty"
    "source-ip"           = "a source is a block such as 192.0.2.0/24 or 2001:db8::/32"
  }

  # Every value of every condition as text. A key of a query string is a text of its own.
  texts = flatten([
    for index, rule in local.rules : [
      for condition in rule.conditions : [
        for text in concat(condition.values, flatten([
          for pair in condition.pairs : [for text in [pair.key, pair.value] : text if text != null]
        ])) : { index = index, rule = rule.label, type = condition.type, text = text }
      ]
    ]
  ])

  sizes = [
    for index, rule in local.rules : {
      rule   = rule.label
      values = sum(concat([0], [for condition in rule.conditions : length(condition.values) + length(condition.pairs)]))
      # In headers and query strings \* and \? are the characters themselves.
      wildcards = sum(concat([0], [
        for text in local.texts : length(regexall("[*?]", replace(text.text, "/\\\\[*?]/", "")))
        if text.index == index && contains(local.wildcard_types, text.type)
      ]))
    }
  ]

  shape_problems = concat(
    [
      for part, found in {
        listeners = length(local.listeners) > 0
        targets   = length(local.targets) > 0
        hosts     = length(local.hosts) > 0
        bands     = length(local.bands) > 0
      } : "wrong-shape: ${part}: missing, empty or of another shape; routing/routes.schema.json describes it." if !found
    ],
    [
      for index, whole in local.whole : "wrong-shape: ${try(tostring(local.table.rules[index].name), "rules[${index}]")}: expected name, priority, listeners, conditions (each with type and values) and an action with all its fields."
      if !whole
    ],
  )

  name_problems = concat(
    [
      for rule in local.rules : "illegal-name: ${rule.label}: a name holds lower-case letters, digits and hyphens, and starts with a letter."
      if !can(regex("^[a-z][a-z0-9-]*$", rule.name))
    ],
    [
      for name in distinct(local.rules[*].name) : "duplicate-name: ${name}: Terraform knows a rule by its name, so it must be the only one with it."
      if length([for rule in local.rules : rule if rule.name == name]) > 1
    ],
    flatten([
      for rule in local.rules : [
        for listener in rule.listeners : "unknown-listener: ${rule.label}: ${listener} is none of ${join(", ", keys(local.listeners))}."
        if !contains(keys(local.listeners), listener)
      ]
    ]),
    [for rule in local.rules : "unknown-listener: ${rule.label}: is on no listener." if length(rule.listeners) == 0],
    flatten([
      for rule in local.rules : [
        for target in rule.action.targets : "unknown-target: ${rule.label}: ${target.target} is none of ${join(", ", local.targets)}."
        if !contains(local.targets, target.target)
      ]
    ]),
  )

  priority_problems = concat(
    [
      for rule in local.rules : "limit-exceeded: ${rule.label}: a priority is a whole number from 1 to 50000."
      if rule.priority < 1 || rule.priority > 50000 || floor(rule.priority) != rule.priority
    ],
    flatten([
      for listener, rules in local.sorted : [
        for priority in distinct(rules[*].priority) :
        "duplicate-priority: ${join(", ", [for rule in rules : rule.name if rule.priority == priority])}: all have ${priority} on ${listener}; AWS refuses all but one at apply."
        if length([for rule in rules : rule if rule.priority == priority]) > 1
      ]
    ]),
    sum(concat([0], [for rules in local.sorted : length(rules)])) <= 100 ? [] : [
      "limit-exceeded: ${sum([for rules in local.sorted : length(rules)])} rules on all listeners; a load balancer has room for 100."
    ],
  )

  size_problems = concat(
    [for size in local.sizes : "limit-exceeded: ${size.rule}: ${size.values} condition values; AWS allows 5 in all, hosts included." if size.values > 5],
    [for size in local.sizes : "limit-exceeded: ${size.rule}: ${size.wildcards} wildcards; AWS allows 6." if size.wildcards > 6],
    [for text in local.texts : "limit-exceeded: ${text.rule}: ${text.type} \"${substr(text.text, 0, 20)}…\" has ${length(text.text)} characters; AWS allows 128." if length(text.text) > 128],
    [for rule in local.rules : "empty-condition: ${rule.label}: has no condition; for every request, use the default action of the listener." if length(rule.conditions) == 0],
    flatten([
      for rule in local.rules : [
        for condition in rule.conditions : "empty-condition: ${rule.label}: ${condition.type} has no values."
        if length(condition.values) + length(condition.pairs) == 0
      ]
    ]),
    flatten([
      for rule in local.rules : [
        for type in local.single_types : "repeated-condition: ${rule.label}: has several ${type} conditions; AWS allows one."
        if length([for condition in rule.conditions : condition if condition.type == type]) > 1
      ]
    ]),
  )

  value_problems = concat(
    [
      for text in local.texts : "illegal-value: ${text.rule}: ${text.type} \"${text.text}\": ${local.legal_words[text.type]}."
      if contains(keys(local.legal_words), text.type) && !(
        text.type == "source-ip" ? can(cidrhost(text.text, 0)) : can(regex(local.legal[text.type], text.text))
      )
    ],
    flatten([
      for rule in local.rules : [
        for condition in rule.conditions : "illegal-value: ${rule.label}: ${condition.type} is none of ${join(", ", local.condition_types)}."
        if !contains(local.condition_types, condition.type)
      ]
    ]),
    flatten([
      for rule in local.rules : [
        for condition in rule.conditions : "illegal-value: ${rule.label}: header name \"${condition.name == null ? "" : condition.name}\": has 1 to 40 characters of a header name, and is not Host."
        if condition.type == "http-header" && (
          try(lower(condition.name), "host") == "host" || !can(regex("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}$", condition.name))
        )
      ]
    ]),
  )

  # A rule of a shared listener that does not name its host, or names one of others, takes their requests.
  host_problems = flatten([
    for rule in local.rules : !anytrue([for listener in rule.listeners : try(local.listeners[listener].shared, false)]) ? [] : concat(
      contains(rule.conditions[*].type, "host-header") ? [] : [
        "no-host-condition: ${rule.label}: its listener is shared, so it needs a host-header condition."
      ],
      flatten([
        for condition in rule.conditions : [
          for host in condition.values : "foreign-host: ${rule.label}: ${host} is none of ${join(", ", local.hosts)}."
          if condition.type == "host-header" && !contains(local.hosts, lower(host))
        ]
      ])
    )
  ])

  action_problems = concat(
    [
      for rule in local.rules : "illegal-action: ${rule.label}: ${rule.action.type} is none of forward, redirect, fixed-response."
      if !contains(["forward", "redirect", "fixed-response"], rule.action.type)
    ],
    [
      for rule in local.rules : "illegal-action: ${rule.label}: forwards to 1 to 5 targets with whole weights of 0 to 999, one of them above 0."
      if rule.action.type == "forward" && !(
        length(rule.action.targets) >= 1 && length(rule.action.targets) <= 5 &&
        anytrue([for target in rule.action.targets : target.weight > 0]) &&
        alltrue([for target in rule.action.targets : target.weight >= 0 && target.weight <= 999 && floor(target.weight) == target.weight])
      )
    ],
    [
      for rule in local.rules : "illegal-action: ${rule.label}: redirects with 301 or 302 to HTTP, HTTPS or #{protocol}, a port or #{port}, and a path that starts with /."
      if rule.action.redirect != null && !try(
        contains(["301", "302"], rule.action.redirect.status) &&
        contains(["HTTP", "HTTPS", "#{protocol}"], rule.action.redirect.protocol) &&
        can(regex("^([1-9][0-9]{0,4}|#\\{port\\})$", rule.action.redirect.port)) && try(tonumber(rule.action.redirect.port), 1) <= 65535 &&
        startswith(rule.action.redirect.path, "/"), false
      )
    ],
    [
      for rule in local.rules : "illegal-action: ${rule.label}: changes neither protocol, host, port nor path; AWS refuses it."
      if rule.action.redirect != null && try(
        "${rule.action.redirect.protocol} ${rule.action.redirect.host} ${rule.action.redirect.port} ${rule.action.redirect.path}", ""
      ) == "#{protocol} #{host} #{port} /#{path}"
    ],
    [
      for rule in local.rules : "illegal-action: ${rule.label}: answers with a status of 2XX, 4XX or 5XX, a body of at most 1024 characters, and a content type of text/plain, text/css, text/html, application/javascript or application/json."
      if rule.action.fixed_response != null && !try(
        can(regex("^[245][0-9][0-9]$", rule.action.fixed_response.status)) &&
        length(rule.action.fixed_response.body) <= 1024 &&
        contains(["text/plain", "text/css", "text/html", "application/javascript", "application/json"], rule.action.fixed_response.content_type), false
      )
    ],
  )

  # What the table can say and this module cannot make with provider aws 5.100: dropped silently, it would be the one
  # thing that keeps others out.
  unsupported_problems = flatten([
    for index, rule in local.table.rules : [
      for what, found in {
        "authenticate: authentication"                                 = can(rule.authenticate)
        "transforms: transforms need provider aws 6.19 or newer"       = can(rule.transforms)
        "stickySeconds: sticky target groups"                          = can(rule.action.stickySeconds)
        "regexes: regular expressions need provider aws 6.19 or newer" = anytrue([for condition in try(rule.conditions, []) : can(condition.regexes)])
      } : "unsupported: ${try(tostring(rule.name), "rules[${index}]")}: ${what}; this module does not make them." if found
    ]
  ])

  problems = concat(
    local.shape_problems, local.unsupported_problems, local.name_problems, local.priority_problems, local.size_problems,
    local.value_problems, local.host_problems, local.action_problems,
  )
}
