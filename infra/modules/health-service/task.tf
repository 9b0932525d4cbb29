# What a task runs: the service, and the CloudWatch agent that reads its /metrics on loopback.

locals {
  environment = merge(var.settings, {
    ABOUT_URL        = var.about_url
    AWS_REGION       = local.region
    DRAIN_DELAY_MS   = tostring(local.drain_seconds * 1000)
    DRAIN_TIMEOUT_MS = tostring((local.drain_seconds + 8) * 1000)
    HISTORY_TABLE    = aws_dynamodb_table.history.name
    HOST             = "0.0.0.0"
    METRICS_HOST     = var.metrics_security_group_id == null ? "127.0.0.1" : "0.0.0.0"
    METRICS_PORT     = tostring(local.metrics_port)
    MLFLOW_URL       = var.mlflow_url
    PORT             = tostring(var.port)
    # The load balancer is the one proxy in front.
    TRUSTED_HOPS = "1"
    TRACKING_URI = var.tracking_uri
  })

  # Each combination of labels is a metric that costs money, so only what an alarm or the dashboard reads is published.
  declarations = [
    { source_labels = ["status"], label_matcher = "^(fail|skipped|warn)$", dimensions = [["check", "status"]], metric_selectors = ["^health_check_status$"] },
    { source_labels = ["job"], label_matcher = ".*", dimensions = [["job"]], metric_selectors = ["^health_(maintenance|last_round_age_seconds|certificate_expiry_seconds)$"] },
  ]

  agent = {
    logs = {
      metrics_collected = {
        prometheus = {
          log_group_name         = aws_cloudwatch_log_group.metrics.name
          prometheus_config_path = "env:PROMETHEUS_CONFIG_CONTENT"
          emf_processor          = { metric_namespace = local.namespace, metric_declaration = local.declarations }
        }
      }
    }
  }

  scrape = {
    global = { scrape_interval = "30s", scrape_timeout = "5s" }
    scrape_configs = [{
      job_name       = var.name
      static_configs = [{ targets = ["127.0.0.1:${local.metrics_port}"] }]
    }]
  }

  logging = {
    for container, group in { health = aws_cloudwatch_log_group.this.name, agent = aws_cloudwatch_log_group.metrics.name } : container => {
      logDriver                      = "awslogs"
      options = {
        awslogs-group         = group
        awslogs-region        = local.region
        awslogs-stream-prefix = container
        # A slow log service must not stop the answers.
        mode            = "non-blocking"
        max-buffer-size = "4m"
      }
    }
  }

  containers = [
    {
      name                   = "health"
      image                  = "${aws_ecr_repository.this.repository_url}:${coalesce(var.image_tag, "none")}"
      essential              = true
      user                   = "1000:1000"
      readonlyRootFilesystem = true
      portMappings           = [{ containerPort = var.port, hostPort = var.port, protocol = "tcp" }]
      environment            = [for name in sort(keys(local.environment)) : { name = name, value = local.environment[name] }]
      secrets                = [for name in sort(keys(var.secret_arns)) : { name = name, valueFrom = var.secret_arns[name] }]
      stopTimeout            = local.stop_seconds
      # ECS doesn't read the image's own HEALTHCHECK.
      healthCheck = {
        command     = ["CMD", "node", "-e", "fetch(`http://127.0.0.1:$${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
        interval    = 10
        timeout     = 2
        retries     = 3
        startPeriod = 5
      }
      linuxParameters  = { initProcessEnabled = false, capabilities = { drop = ["ALL"] } }
      logConfiguration = local.logging.health
    },
    {
      name  = "metrics"
      image = var.metrics_agent_image
      # Without it the alarms say so: missing points are breaching. The answers go on.
      essential = false
      environment = [
        { name = "CW_CONFIG_CONTENT", value = jsonencode(local.agent) },
        { name = "PROMETHEUS_CONFIG_CONTENT", value = jsonencode(local.scrape) },
      ]
      logConfiguration = local.logging.agent
    },
  ]
}

resource "aws_ecs_task_definition" "this" {
  count = var.image_tag == null ? 0 : 1

  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode(local.containers)

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/ecs/${var.name}"
  retention_in_days = var.log_retention_days
}

# Metrics travel as log lines in the embedded metric format; CloudWatch keeps what it has read out of them.
resource "aws_cloudwatch_log_group" "metrics" {
  name              = "/ecs/${var.name}/metrics"
  retention_in_days = 7
}
