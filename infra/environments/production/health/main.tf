# Where the health service's tasks register. They do so by address, as containers with their own network do.

locals {
  check = { interval = 5, timeout = 2, unhealthy_threshold = 2 }
  # How long the load balancer may take to see that a task is draining: the task has to serve that long.
  drain_seconds = local.check.interval * local.check.unhealthy_threshold + local.check.timeout
}

resource "aws_lb_target_group" "health" {
  # A changed port or VPC needs a new group, which must be there before the rules can leave the old one.
  name_prefix = "health"
  vpc_id      = var.vpc_id
  target_type = "ip"
  protocol    = "HTTP"
  port        = var.port

  # Every answer is read from memory, so nothing takes longer to end.
  deregistration_delay = 10

  # The service's own readiness, never MLflow's: a group whose every member is out lets all requests through.
  health_check {
    path                = "/readyz"
    matcher             = "200"
    interval            = local.check.interval
    timeout             = local.check.timeout
    healthy_threshold   = 2
    unhealthy_threshold = local.check.unhealthy_threshold
  }

  lifecycle {
    create_before_destroy = true
  }
}
