# Where the health service's tasks register. They do so by address, as containers with their own network do.

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
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }

  lifecycle {
    create_before_destroy = true
  }
}
