variable "name" {
  description = "Name of the service and prefix of everything that belongs to it. Two environments in one account need two names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,31}$", var.name))
    error_message = "\"${var.name}\" is not a name: 3 to 32 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "cluster_arn" {
  description = "ECS cluster that runs the service."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:ecs:[^:]+:[0-9]{12}:cluster/[A-Za-z0-9_-]+$", var.cluster_arn))
    error_message = "\"${var.cluster_arn}\" is not the ARN of a cluster. Expected arn:aws:ecs:REGION:ACCOUNT:cluster/NAME."
  }
}

variable "vpc_id" {
  description = "VPC of the load balancer and of the service."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = "\"${var.vpc_id}\" is not the ID of a VPC. Expected, for example, vpc-0123456789abcdef0."
  }
}

variable "subnet_ids" {
  description = "Private subnets for the tasks, in at least two availability zones, with a way out to ECR, CloudWatch Logs, Secrets Manager and DynamoDB."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-f]+$", id))])
    error_message = "Give at least two subnets, such as subnet-0123456789abcdef0, in different availability zones."
  }
}

variable "load_balancer_security_group_id" {
  description = "Security group of the load balancer: only it reaches the service's port."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^sg-[0-9a-f]+$", var.load_balancer_security_group_id))
    error_message = "\"${var.load_balancer_security_group_id}\" is not the ID of a security group. Expected, for example, sg-0123456789abcdef0."
  }
}

variable "mlflow_security_group_id" {
  description = "Security group of MLflow: the service is allowed into it, on the port of mlflow_url."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^sg-[0-9a-f]+$", var.mlflow_security_group_id))
    error_message = "\"${var.mlflow_security_group_id}\" is not the ID of a security group. Expected, for example, sg-0123456789abcdef0."
  }
}

variable "metrics_security_group_id" {
  description = "Security group of a Prometheus that scrapes the tasks; null keeps /metrics on loopback, where only the CloudWatch agent beside the service reads it."
  type        = string
  default     = null

  validation {
    condition     = var.metrics_security_group_id == null || can(regex("^sg-[0-9a-f]+$", var.metrics_security_group_id))
    error_message = "\"${coalesce(var.metrics_security_group_id, "null")}\" is not the ID of a security group. Expected, for example, sg-0123456789abcdef0."
  }
}

variable "listener_arn" {
  description = "HTTPS listener of the load balancer. ECS registers tasks only in a target group that a listener uses, so the service has a rule of its own there; see attachment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:elasticloadbalancing:[^:]+:[0-9]{12}:listener/app/", var.listener_arn))
    error_message = "\"${var.listener_arn}\" is not the ARN of a listener. Expected arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener/app/…"
  }
}

variable "attachment" {
  description = "The rule that attaches the target group before routing sends users there: a host that no client resolves, and a free priority behind all other rules."
  type        = object({ host = string, priority = number })
  default     = { host = "mlflow-health.invalid", priority = 49990 }
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)*\\.invalid$", var.attachment.host)) && var.attachment.priority >= 1 && var.attachment.priority <= 50000
    error_message = "attachment needs a host below .invalid, which no resolver knows (RFC 2606), and a priority from 1 to 50000."
  }
}

variable "image_tag" {
  description = "Tag of the image in the service's repository. Null makes everything but the service: the first apply, before there is an image."
  type        = string
  default     = null

  validation {
    condition     = var.image_tag == null || can(regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$", var.image_tag)) && var.image_tag != "latest"
    error_message = "image_tag is the tag of one build, such as a commit. \"latest\" says nothing about what runs, and tags can't be moved."
  }
}

variable "metrics_agent_image" {
  description = "Image of the CloudWatch agent that publishes the service's metrics, with a version or a digest, such as public.ecr.aws/cloudwatch-agent/cloudwatch-agent:VERSION."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(:[A-Za-z0-9._-]+|@sha256:[0-9a-f]{64})$", var.metrics_agent_image)) && !endswith(var.metrics_agent_image, ":latest")
    error_message = "\"${var.metrics_agent_image}\" names no version. Add :VERSION or @sha256:DIGEST, and not :latest."
  }
}

variable "mlflow_url" {
  description = "Address of MLflow inside the VPC, with its port: the service's MLFLOW_URL. Never an address of the load balancer."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https?://[A-Za-z0-9.-]+:[0-9]{1,5}(/[A-Za-z0-9._~/-]*)?$", var.mlflow_url))
    error_message = "\"${var.mlflow_url}\" is not an address such as http://mlflow.internal:5000: write the port too, and no credentials."
  }
}

variable "tracking_uri" {
  description = "The tracking URI that users have: the canary goes through it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[a-z0-9.-]+/[a-z0-9/-]+$", var.tracking_uri))
    error_message = "\"${var.tracking_uri}\" is not a tracking URI. Expected https://HOST/api/mlflow."
  }
}

variable "about_url" {
  description = "Page that explains the report: the service's ABOUT_URL."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://", var.about_url))
    error_message = "\"${var.about_url}\" is not an https address."
  }
}

variable "secret_arns" {
  description = "ARN of the Secrets Manager secret of each secret variable: CANARY_KEY, DETAILED_TOKEN, MLFLOW_TRACKING_TOKEN, or user name and password of MLflow. Values never pass through Terraform."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.secret_arns), ["CANARY_KEY", "DETAILED_TOKEN", "MLFLOW_TRACKING_TOKEN", "MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD"])) == 0
    error_message = "These are no secrets of the service: ${join(", ", setsubtract(keys(var.secret_arns), ["CANARY_KEY", "DETAILED_TOKEN", "MLFLOW_TRACKING_TOKEN", "MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD"]))}."
  }

  validation {
    condition     = alltrue([for arn in values(var.secret_arns) : can(regex("^arn:[^:]+:secretsmanager:[^:]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+$", arn))])
    error_message = "Every value is the whole ARN of a secret, with its random suffix: arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX."
  }
}

variable "secret_key_arns" {
  description = "Customer-managed KMS keys that encrypt the secrets. The account's own key needs no entry."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.secret_key_arns : can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/[0-9a-f-]+$", arn))])
    error_message = "Every value is the ARN of a key: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "settings" {
  description = "More variables of the service, such as LOG_LEVEL; node health/main.ts --help lists them. What this module sets by itself can't be given."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setintersection(keys(var.settings), ["AWS_REGION", "DRAIN_DELAY_MS", "DRAIN_TIMEOUT_MS", "HISTORY_FILE", "HISTORY_TABLE", "HOST", "METRICS_HOST", "METRICS_PORT", "MLFLOW_URL", "PORT", "TRACKING_URI", "TRUSTED_HOPS"])) == 0
    error_message = "These follow from other variables of the module: ${join(", ", setintersection(keys(var.settings), ["AWS_REGION", "DRAIN_DELAY_MS", "DRAIN_TIMEOUT_MS", "HISTORY_FILE", "HISTORY_TABLE", "HOST", "METRICS_HOST", "METRICS_PORT", "MLFLOW_URL", "PORT", "TRACKING_URI", "TRUSTED_HOPS"]))}."
  }

  validation {
    condition     = length(setintersection(keys(var.settings), ["CANARY_KEY", "DETAILED_TOKEN", "MLFLOW_TRACKING_TOKEN", "MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD"])) == 0
    error_message = "Secrets would stand in the state in plain text. Give the ARN of a secret in secret_arns."
  }
}

variable "port" {
  description = "Port that the service listens on: its PORT."
  type        = number
  default     = 8002
  nullable    = false

  validation {
    condition     = var.port >= 1024 && var.port <= 65535 && floor(var.port) == var.port && var.port != 9102
    error_message = "A port is a whole number from 1024 to 65535, because the service isn't root, and not 9102, which is that of /metrics."
  }
}

variable "history_table" {
  description = "Name of the DynamoDB table that keeps the history: the service's HISTORY_TABLE."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{3,255}$", var.history_table))
    error_message = "\"${var.history_table}\" is not the name of a table: 3 to 255 letters, digits and _ . -"
  }
}

variable "tasks" {
  description = "Least and most tasks. The least is 2, so that one is left when a zone or a deployment takes the other."
  type        = object({ least = number, most = number })
  default     = { least = 2, most = 4 }
  nullable    = false

  validation {
    condition     = var.tasks.least >= 2 && var.tasks.most >= var.tasks.least && var.tasks.most <= 10
    error_message = "tasks needs 2 <= least <= most <= 10: each task asks MLflow itself, so more of them are more load on it."
  }
}

variable "cpu" {
  description = "CPU units of a task, the agent included: 256 is a quarter of a processor."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = contains([256, 512, 1024], var.cpu)
    error_message = "cpu is 256, 512 or 1024."
  }
}

variable "memory" {
  description = "Memory of a task in MiB, the agent included."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = contains([512, 1024, 2048], var.memory)
    error_message = "memory is 512, 1024 or 2048, the sizes that Fargate offers for these CPUs."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365], var.log_retention_days)
    error_message = "log_retention_days is 7, 14, 30, 60, 90, 180 or 365."
  }
}
