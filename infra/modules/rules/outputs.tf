output "rules" {
  description = "The rules of each listener, by listener and then by name. Given only when there are no problems."
  value = {
    for listener, rules in local.sorted : listener => {
      for name in distinct(rules[*].name) : name => [for rule in rules : rule if rule.name == name][0]
    }
  }

  precondition {
    condition     = length(local.problems) == 0
    error_message = "The routing table cannot be applied:\n${join("\n", formatlist("- %s", local.problems))}\nMend routing/routes.json; `npm run routes -- lint` says more."
  }
}

output "order" {
  description = "Names of the rules of each listener, in the order in which they are asked."
  value       = { for listener, rules in local.sorted : listener => rules[*].name }
}

output "problems" {
  description = "What is wrong with the table, one line each; empty when it can be applied."
  value       = local.problems
}
