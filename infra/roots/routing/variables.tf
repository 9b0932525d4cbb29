variable "environment" {
  description = "Environment that this state is of. Another one's variables on this state are refused."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["development", "production"], var.environment)
    error_message = "environment is development or production."
  }
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
  description = "Host of the registry: registry.hokus.ai in production. It takes that one's place in routing/routes.json."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.registry_host))
    error_message = "\"${var.registry_host}\" is not a host name."
  }
}

variable "priorities" {
  description = "Priorities of this environment by the name of the rule, where its load balancer has others than routing/routes.json."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.priorities), local.table.rules[*].name)) == 0
    error_message = "routing/routes.json has no rules of these names: ${join(", ", setsubtract(keys(var.priorities), local.table.rules[*].name))}."
  }
}

variable "listener_arns" {
  description = "ARNs of the existing listeners of the shared load balancer: https on 443 and http on 80."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.listener_arns) : strcontains(arn, ":elasticloadbalancing:${var.region}:")])
    error_message = "Every listener must be in ${var.region}; these are not: ${join(", ", [for name, arn in var.listener_arns : name if !strcontains(arn, ":elasticloadbalancing:${var.region}:")])}."
  }

  validation {
    # …:listener/app/NAME/ID/LISTENER: one load balancer has one NAME/ID.
    condition     = length(distinct([for arn in values(var.listener_arns) : try(regex(":listener/(app/[^/]+/[^/]+)/", arn)[0], arn)])) <= 1
    error_message = "The listeners belong to different load balancers. All must be of the one that serves the registry."
  }
}

variable "target_group_arns" {
  description = "ARNs of the target groups: health is an output of the root health beside this one, api belongs to the API service."
  type        = map(string)
  nullable    = false
}
