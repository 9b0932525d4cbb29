# Where tasks register, and who reaches whom.

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

# Attaches the group to the load balancer before any user's request can reach it. Operators use it to look at a new
# service through the real listener: docs/guide/operate/roll-out.mdx.
resource "aws_lb_listener_rule" "attachment" {
  listener_arn = var.listener_arn
  priority     = var.attachment.priority
  tags         = { Name = "${var.name}-attachment" }

  condition {
    host_header {
      values = [var.attachment.host]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.health.arn
  }
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-"
  description = "Tasks of ${var.name}"
  vpc_id      = var.vpc_id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  security_group_id            = aws_security_group.this.id
  description                  = "Requests and health checks of the load balancer"
  referenced_security_group_id = var.load_balancer_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

resource "aws_vpc_security_group_ingress_rule" "metrics" {
  count = var.metrics_security_group_id == null ? 0 : 1

  security_group_id            = aws_security_group.this.id
  description                  = "Prometheus"
  referenced_security_group_id = var.metrics_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = local.metrics_port
  to_port                      = local.metrics_port
}

# The front door and AWS itself: neither has addresses that a rule could list.
resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "AWS and the front door"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

locals {
  mlflow_port = tonumber(regex("^https?://[^:]+:([0-9]+)", var.mlflow_url)[0])
}

resource "aws_vpc_security_group_egress_rule" "mlflow" {
  security_group_id            = aws_security_group.this.id
  description                  = "Probes of MLflow"
  referenced_security_group_id = var.mlflow_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = local.mlflow_port
  to_port                      = local.mlflow_port
}

resource "aws_vpc_security_group_ingress_rule" "mlflow" {
  security_group_id            = var.mlflow_security_group_id
  description                  = "Probes of ${var.name}"
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = local.mlflow_port
  to_port                      = local.mlflow_port
}
