# Renamed rules. Without a block here, a new name destroys the rule and creates another: for a moment there is none.
# Add one block for each rename, dated, in the same commit as the new name in routing/routes.json:
#
#   # 2026-11-23: mlflow-alias is called mlflow-legacy.
#   moved {
#     from = module.routing.aws_lb_listener_rule.this["https/mlflow-alias"]
#     to   = module.routing.aws_lb_listener_rule.this["https/mlflow-legacy"]
#   }
#
# A block may go when every state has been applied with it; keeping it does no harm.
