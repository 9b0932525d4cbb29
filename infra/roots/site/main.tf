# The documentation, and what watches from outside. All of it is in us-east-1: CloudFront reads its certificate there,
# and keeps its metrics there, as Route 53 does.

module "site" {
  source = "../../modules/site"

  name       = var.name
  account_id = var.account_id
  host       = var.docs_host
  zone_id    = var.zone_id
  headers    = jsondecode(replace(file("${path.module}/${var.headers_file}"), "registry.hokus.ai", var.registry_host))
  redirects  = jsondecode(file("${path.module}/../../../config/redirects.json"))
}

module "monitoring" {
  source = "../../modules/monitoring"

  name        = var.name
  region      = "us-east-1"
  account_id  = var.account_id
  subscribers = var.subscribers
  runbooks    = "https://${var.docs_host}/docs/operate/runbooks"

  edge = {
    registry_host   = var.registry_host
    health_path     = "/api/health/mlflow"
    distribution_id = module.site.distribution_id
    certificate_arn = module.site.certificate_arn
  }
}
