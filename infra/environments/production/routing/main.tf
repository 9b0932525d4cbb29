# The registry's listener rules on the shared load balancer. The load balancer, its listeners and the rules of other
# hosts are not managed here.

module "rules" {
  source = "../../../modules/rules"

  routes_json = file("${path.module}/../../../../routing/routes.json")
}

module "routing" {
  source = "../../../modules/alb-routing"

  rules             = module.rules.rules
  listener_arns     = var.listener_arns
  target_group_arns = var.target_group_arns
}
