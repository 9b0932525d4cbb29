# The registry's listener rules on the shared load balancer. The load balancer, its listeners and the rules of other
# hosts are not managed here.

locals {
  # Production's host also stands in the texts that the load balancer answers.
  table = jsondecode(replace(file("${path.module}/../../../routing/routes.json"), "registry.hokus.ai", var.registry_host))
}

module "rules" {
  source = "../../modules/rules"

  routes_json = jsonencode(merge(local.table, {
    rules = [for rule in local.table.rules : merge(rule, { priority = lookup(var.priorities, rule.name, rule.priority) })]
  }))
}

module "routing" {
  source = "../../modules/alb-routing"

  rules             = module.rules.rules
  listener_arns     = var.listener_arns
  target_group_arns = var.target_group_arns
}
