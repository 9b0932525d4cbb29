# Plans for the tests of the gate: every plan is a module of its own, so that one run of the provider makes them all.

provider "aws" {
  region = "us-east-1"
}

variable "listener_arns" {
  description = "ARNs of the listeners by plan and name."
  type        = map(map(string))
}

variable "target_group_arns" {
  description = "ARNs of the target groups by name."
  type        = map(string)
}

module "rules" {
  source   = "../../../infra/modules/rules"
  for_each = var.listener_arns

  routes_json = file("${path.module}/${each.key}.json")
}

module "plan" {
  source   = "../../../infra/modules/alb-routing"
  for_each = var.listener_arns

  rules             = module.rules[each.key].rules
  listener_arns     = each.value
  target_group_arns = var.target_group_arns
}
