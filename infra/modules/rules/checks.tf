# Allowed, but to be seen in every plan: these only warn, since a rule in a hurry may have to go into a gap.

locals {
  narrow = flatten([
    for listener, rules in local.sorted : [
      for index, rule in rules : "${rules[index - 1].label} and ${rule.label} on ${listener}"
      if index > 0 && try(contains(range(1, 10), rule.priority - rules[index - 1].priority), false)
    ]
  ])

  outside = [
    for rule in local.rules : rule.label
    if !anytrue([for band in local.bands : band.from <= rule.priority && rule.priority <= band.to])
  ]
}

check "wildcards" {
  assert {
    condition     = alltrue([for size in local.sizes : size.wildcards != 6])
    error_message = "wildcard-limit: 6 wildcards, of which one page of AWS allows 5 and another 6: ${join(", ", [for size in local.sizes : size.rule if size.wildcards == 6])}."
  }
}

check "priority_gaps" {
  assert {
    condition     = length(local.narrow) == 0
    error_message = "narrow-gap: fewer than 10 apart: ${join("; ", local.narrow)}. A later rule may find no free number between them."
  }
}

check "priority_bands" {
  assert {
    condition     = length(local.outside) == 0
    error_message = "outside-bands: in no band of priorities: ${join(", ", local.outside)}."
  }
}
