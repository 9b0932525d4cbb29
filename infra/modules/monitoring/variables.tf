variable "name" {
  description = "Prefix of alarms, topic and dashboard."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,31}$", var.name))
    error_message = "\"${var.name}\" is not a name: 3 to 32 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "region" {
  description = "Region of the alarms: that of the metrics."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "\"${var.region}\" is not a region. Expected, for example, us-east-1."
  }
}

variable "account_id" {
  description = "Account of the alarms: only they may publish to the topic."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "\"${var.account_id}\" is not an account: 12 digits."
  }
}

variable "subscribers" {
  description = "Who is told: endpoint by any key, each with its SNS protocol, such as email, or https for an on-call service."
  type        = map(object({ protocol = string, endpoint = string }))
  nullable    = false

  validation {
    condition     = length(var.subscribers) > 0
    error_message = "An alarm that nobody receives is none: give at least one subscriber."
  }

  validation {
    condition     = alltrue([for one in values(var.subscribers) : contains(["email", "https", "lambda", "sms", "sqs"], one.protocol)])
    error_message = "A protocol is email, https, lambda, sms or sqs."
  }
}

variable "runbooks" {
  description = "Address below which the runbooks are, such as https://docs.example.com/docs/operate/runbooks."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://.*[^/]$", var.runbooks))
    error_message = "\"${var.runbooks}\" is not an https address without a slash at its end."
  }
}

variable "endpoint" {
  description = "What watches the MLflow endpoint; null watches none. ARNs are those of the load balancer's listener and target groups; namespace and job are the output metrics of health-service."
  default     = null

  type = object({
    namespace               = string
    job                     = string
    listener_arn            = string
    health_target_group_arn = string
    api_target_group_arn    = string
    history_table           = string
  })
}

variable "edge" {
  description = "What watches from outside: the documented health address, and the site's distribution and certificate; null watches none. Their metrics are in us-east-1 only."
  default     = null

  type = object({
    registry_host   = string
    health_path     = string
    distribution_id = string
    certificate_arn = string
  })

  validation {
    condition     = var.edge == null || var.region == "us-east-1"
    error_message = "CloudFront and Route 53 keep their metrics in us-east-1, so alarms on them must be there; region is ${var.region}."
  }
}

variable "thresholds" {
  description = "When an alarm goes off: seconds for the load balancer's 99th percentile, API errors in five minutes, days before a certificate ends, percent of the site's answers."
  type = object({
    latency_seconds  = optional(number, 1)
    api_errors       = optional(number, 25)
    certificate_days = optional(number, 14)
    site_errors      = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for value in values(var.thresholds) : value > 0])
    error_message = "Every threshold is above 0."
  }
}
