variable "name" {
  description = "Prefix of the roles."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,31}$", var.name))
    error_message = "\"${var.name}\" is not a name: 3 to 32 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "oidc_provider_arn" {
  description = "The account's identity provider for GitHub Actions; an account has one for each address."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:iam::[0-9]{12}:oidc-provider/token\\.actions\\.githubusercontent\\.com$", var.oidc_provider_arn))
    error_message = "\"${var.oidc_provider_arn}\" is not the ARN of GitHub's provider. Expected arn:aws:iam::ACCOUNT:oidc-provider/token.actions.githubusercontent.com."
  }
}

variable "repository" {
  description = "The only repository whose jobs get the roles, as owner/name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "\"${var.repository}\" is not a repository. Expected owner/name."
  }
}

variable "github_environment" {
  description = "GitHub environment whose jobs deploy. Its protection rules decide who approves."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]+$", var.github_environment))
    error_message = "\"${var.github_environment}\" is not the name of an environment."
  }
}

variable "state" {
  description = "State that a plan reads: ARN of the bucket, and the key of the root routing."
  type        = object({ bucket_arn = string, key = string })
  nullable    = false

  validation {
    condition     = can(regex("^arn:[^:]+:s3:::[a-z0-9.-]+$", var.state.bucket_arn))
    error_message = "\"${var.state.bucket_arn}\" is not the ARN of a bucket."
  }
}

variable "site" {
  description = "What a deployment of the site writes: ARNs of bucket and distribution. Null makes no role for it."
  type        = object({ bucket_arn = string, distribution_arn = string })
  default     = null

  validation {
    condition     = var.site == null || try(can(regex(":s3:::", var.site.bucket_arn)) && can(regex(":cloudfront::[0-9]{12}:distribution/", var.site.distribution_arn)), false)
    error_message = "site needs the ARN of a bucket and of a distribution: outputs of the root site."
  }
}

variable "image_repository_arn" {
  description = "ECR repository that images are pushed to. Null makes no role for it."
  type        = string
  default     = null

  validation {
    condition     = var.image_repository_arn == null || can(regex("^arn:[^:]+:ecr:[^:]+:[0-9]{12}:repository/", var.image_repository_arn))
    error_message = "\"${coalesce(var.image_repository_arn, "null")}\" is not the ARN of a repository."
  }
}
