variable "rules" {
  description = "Rules by listener and name: the output `rules` of the module rules. A rule's listener and name are its identity in the state."
  nullable    = false

  type = map(map(object({
    priority = number
    conditions = list(object({
      type   = string
      name   = optional(string)
      values = optional(list(string), [])
      pairs  = optional(list(object({ key = optional(string), value = string })), [])
    }))
    action = object({
      type    = string
      targets = optional(list(object({ target = string, weight = number })), [])
      redirect = optional(object({
        status   = string
        protocol = string
        host     = string
        port     = string
        path     = string
        query    = string
      }))
      fixed_response = optional(object({
        status       = string
        content_type = string
        body         = string
      }))
    })
  })))
}

variable "listener_arns" {
  description = "ARN of each listener by the name that the rules give it."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.listener_arns) : can(regex("^arn:[^:]+:elasticloadbalancing:[^:]+:[0-9]{12}:listener/app/", arn))])
    error_message = "These are no ARNs of listeners of an Application Load Balancer: ${join(", ", [for name, arn in var.listener_arns : name if !can(regex("^arn:[^:]+:elasticloadbalancing:[^:]+:[0-9]{12}:listener/app/", arn))])}. Expected arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener/app/…"
  }

  validation {
    condition     = length(setsubtract([for name, rules in var.rules : name if length(rules) > 0], keys(var.listener_arns))) == 0
    error_message = "listener_arns lacks listeners that have rules: ${join(", ", setsubtract([for name, rules in var.rules : name if length(rules) > 0], keys(var.listener_arns)))}."
  }

  validation {
    condition     = length(distinct(values(var.listener_arns))) == length(var.listener_arns)
    error_message = "Two listeners have one ARN; each name stands for a listener of its own."
  }
}

variable "target_group_arns" {
  description = "ARN of each target group by the name that the rules give it. Groups that no rule uses are ignored."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.target_group_arns) : can(regex("^arn:[^:]+:elasticloadbalancing:[^:]+:[0-9]{12}:targetgroup/", arn))])
    error_message = "These are no ARNs of target groups: ${join(", ", [for name, arn in var.target_group_arns : name if !can(regex("^arn:[^:]+:elasticloadbalancing:[^:]+:[0-9]{12}:targetgroup/", arn))])}. Expected arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/…"
  }

  validation {
    condition = length(setsubtract(
      flatten([for rules in values(var.rules) : [for rule in values(rules) : rule.action.targets[*].target]]),
      keys(var.target_group_arns)
    )) == 0
    error_message = "target_group_arns lacks targets that rules forward to: ${join(", ", setsubtract(
      flatten([for rules in values(var.rules) : [for rule in values(rules) : rule.action.targets[*].target]]),
      keys(var.target_group_arns)
    ))}."
  }
}

variable "tags" {
  description = "Tags of every rule; Name is set to the rule's name."
  type        = map(string)
  default     = {}
  nullable    = false
}
