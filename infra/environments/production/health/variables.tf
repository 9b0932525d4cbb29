variable "region" {
  description = "AWS region of the load balancer, such as us-east-1."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "\"${var.region}\" is not a region. Expected, for example, us-east-1."
  }
}

variable "vpc_id" {
  description = "VPC in which the health service runs; the load balancer's."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = "\"${var.vpc_id}\" is not the id of a VPC. Expected, for example, vpc-0123456789abcdef0."
  }
}

variable "port" {
  description = "Port that the health service listens on: its PORT."
  type        = number
  default     = 8002
  nullable    = false

  validation {
    condition     = var.port >= 1 && var.port <= 65535 && floor(var.port) == var.port
    error_message = "A port is a whole number from 1 to 65535."
  }
}

variable "history_table" {
  description = "Name of the DynamoDB table that keeps the history: the health service's HISTORY_TABLE."
  type        = string
  default     = "mlflow-health-history"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{3,255}$", var.history_table))
    error_message = "\"${var.history_table}\" is not the name of a table: 3 to 255 letters, digits and _ . -"
  }
}
