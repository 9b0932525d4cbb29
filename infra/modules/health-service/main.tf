# The health service on ECS Fargate: two tasks in two zones behind the existing load balancer.

locals {
  # arn:PARTITION:ecs:REGION:ACCOUNT:cluster/NAME
  cluster      = split(":", var.cluster_arn)
  partition    = local.cluster[1]
  region       = local.cluster[3]
  account      = local.cluster[4]
  cluster_name = split("/", var.cluster_arn)[1]

  metrics_port = 9102
  namespace    = "MLflowHealth/${var.name}"

  check = { interval = 5, timeout = 2, unhealthy_threshold = 2 }
  # How long the load balancer may take to see that a task is draining: the task has to serve that long.
  drain_seconds = local.check.interval * local.check.unhealthy_threshold + local.check.timeout
  stop_seconds  = 30
}

resource "aws_ecs_service" "this" {
  count = var.image_tag == null ? 0 : 1

  name            = var.name
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.this[0].arn
  launch_type     = "FARGATE"
  desired_count   = var.tasks.least
  propagate_tags  = "SERVICE"

  # A new task is healthy before an old one goes, so there are never fewer than before.
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  # The first round of probes has to end, which takes up to 30 seconds when MLflow hangs.
  health_check_grace_period_seconds = 60

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.health.arn
    container_name   = "health"
    container_port   = var.port
  }

  lifecycle {
    # Autoscaling sets it.
    ignore_changes = [desired_count]
  }

  # Without the rule ECS says that the target group has no load balancer; without the policies tasks can't start.
  depends_on = [aws_lb_listener_rule.attachment, aws_iam_role_policy.execution, aws_iam_role_policy.task]
}

resource "aws_appautoscaling_target" "this" {
  count = var.image_tag == null ? 0 : 1

  service_namespace  = "ecs"
  resource_id        = "service/${local.cluster_name}/${aws_ecs_service.this[0].name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.tasks.least
  max_capacity       = var.tasks.most
}

resource "aws_appautoscaling_policy" "cpu" {
  count = var.image_tag == null ? 0 : 1

  name               = "${var.name}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  resource_id        = aws_appautoscaling_target.this[0].resource_id
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_in_cooldown  = 300
    scale_out_cooldown = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
