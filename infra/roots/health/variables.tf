variable "environment" {
  description = "Environment that this state is of. Another one's variables on this state are refused."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["development", "production"], var.environment)
    error_message = "environment is development or production."
  }
}

variable "name" {
  description = "Name of the service; see the module health-service."
  type        = string
  nullable    = false
}

variable "region" {
  description = "AWS region of the load balancer, such as us-east-1."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "\"${var.region}\" is not a region. Expected, for example, us-east-1."
  }
}

variable "registry_host" {
  description = "Host of the registry: registry.hokus.ai in production."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.registry_host))
    error_message = "\"${var.registry_host}\" is not a host name."
  }
}

variable "docs_origin" {
  description = "Origin of the documentation, which the report and the alarms link to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[a-z0-9.-]+$", var.docs_origin))
    error_message = "\"${var.docs_origin}\" is not an origin such as https://docs.example.com."
  }
}

variable "network" {
  description = "Where the service runs and what it may reach: IDs of VPC, private subnets and security groups, ARN of the HTTPS listener. metrics_security_group_id is a Prometheus that scrapes the tasks, when there is one."
  nullable    = false

  type = object({
    vpc_id                          = string
    subnet_ids                      = set(string)
    listener_arn                    = string
    load_balancer_security_group_id = string
    mlflow_security_group_id        = string
    metrics_security_group_id       = optional(string)
  })
}

variable "service" {
  description = "The ECS service: cluster, image, address of MLflow inside the VPC, ARNs of its secrets, more settings. The module health-service describes and checks each."
  nullable    = false

  type = object({
    cluster_arn         = string
    image_tag           = optional(string)
    metrics_agent_image = string
    mlflow_url          = string
    secret_arns         = optional(map(string), {})
    secret_key_arns     = optional(set(string), [])
    settings            = optional(map(string), {})
    history_table       = string
    tasks               = optional(object({ least = number, most = number }), { least = 2, most = 4 })
  })
}

variable "api_target_group_arn" {
  description = "Target group of the API service, whose 5xx are watched."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:elasticloadbalancing:[^:]+:[0-9]{12}:targetgroup/", var.api_target_group_arn))
    error_message = "\"${var.api_target_group_arn}\" is not the ARN of a target group."
  }
}

variable "subscribers" {
  description = "Who the alarms tell; see the module monitoring."
  type        = map(object({ protocol = string, endpoint = string }))
  nullable    = false
}
