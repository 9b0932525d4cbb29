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
  description = "Region of the state bucket."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "\"${var.region}\" is not a region. Expected, for example, us-east-1."
  }
}

variable "state_bucket" {
  description = "Name of the bucket that keeps the state of every root of this environment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.state_bucket))
    error_message = "\"${var.state_bucket}\" is not the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens."
  }
}

variable "ci" {
  description = "GitHub Actions: repository, the account's OIDC provider, and what the roles may write. The module ci describes and checks each."
  nullable    = false

  type = object({
    name                 = string
    repository           = string
    oidc_provider_arn    = string
    site                 = optional(object({ bucket_arn = string, distribution_arn = string }))
    image_repository_arn = optional(string)
  })
}
