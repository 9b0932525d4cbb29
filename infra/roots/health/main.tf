# The health service, the table of its history, and the alarms of the MLflow endpoint.

locals {
  # arn:PARTITION:ecs:REGION:ACCOUNT:cluster/NAME
  account_id = split(":", var.service.cluster_arn)[4]
}

module "service" {
  source = "../../modules/health-service"

  name                            = var.name
  vpc_id                          = var.network.vpc_id
  subnet_ids                      = var.network.subnet_ids
  listener_arn                    = var.network.listener_arn
  load_balancer_security_group_id = var.network.load_balancer_security_group_id
  mlflow_security_group_id        = var.network.mlflow_security_group_id
  metrics_security_group_id       = var.network.metrics_security_group_id
  cluster_arn                     = var.service.cluster_arn
  image_tag                       = var.service.image_tag
  metrics_agent_image             = var.service.metrics_agent_image
  mlflow_url                      = var.service.mlflow_url
  secret_arns                     = var.service.secret_arns
  secret_key_arns                 = var.service.secret_key_arns
  settings                        = var.service.settings
  history_table                   = var.service.history_table
  tasks                           = var.service.tasks
  tracking_uri                    = "https://${var.registry_host}/api/mlflow"
  about_url                       = "${var.docs_origin}/docs/operate/health/"
}

module "monitoring" {
  source = "../../modules/monitoring"

  name        = var.name
  region      = var.region
  account_id  = local.account_id
  subscribers = var.subscribers
  runbooks    = "${var.docs_origin}/docs/operate/runbooks"

  endpoint = {
    namespace               = module.service.metrics.namespace
    job                     = module.service.metrics.job
    listener_arn            = var.network.listener_arn
    health_target_group_arn = module.service.target_group_arn
    api_target_group_arn    = var.api_target_group_arn
    history_table           = module.service.history_table
  }
}

# Both were resources of this root before there was a module.
moved {
  from = aws_lb_target_group.health
  to   = module.service.aws_lb_target_group.health
}

moved {
  from = aws_dynamodb_table.history
  to   = module.service.aws_dynamodb_table.history
}
