variable "name" {
  description = "Prefix of everything that belongs to the site, such as mlflow-docs."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,31}$", var.name))
    error_message = "\"${var.name}\" is not a name: 3 to 32 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "account_id" {
  description = "Account of the site. It makes the names of the buckets the only ones in the world."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "\"${var.account_id}\" is not an account: 12 digits."
  }
}

variable "host" {
  description = "Host of the documentation: docs.hokus.ai in production."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.host))
    error_message = "\"${var.host}\" is not a host name."
  }
}

variable "zone_id" {
  description = "Route 53 zone of the host: for its addresses and for the proof that the certificate asks for."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^Z[A-Z0-9]{5,31}$", var.zone_id))
    error_message = "\"${var.zone_id}\" is not the ID of a hosted zone, such as Z0123456789ABCDEFGHIJ."
  }
}

variable "headers" {
  description = "Headers of every answer, by name: the build's headers.json, whose Content-Security-Policy holds the hashes of its scripts."
  type        = map(string)
  nullable    = false

  validation {
    condition     = can(var.headers["Content-Security-Policy"])
    error_message = "headers has no Content-Security-Policy. Build the site first (npm run build) and pass build/headers.json."
  }

  validation {
    condition     = !contains([for name in keys(var.headers) : lower(name)], "strict-transport-security")
    error_message = "Strict-Transport-Security is set by this module."
  }
}

variable "redirects" {
  description = "Addresses that pages have had, and where they are now: config/redirects.json."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for from, to in var.redirects : startswith(from, "/") && can(regex("^/([^/]|$)", to))])
    error_message = "A redirect leads from a path to a path of this site; both start with one slash."
  }
}

variable "open_paths" {
  description = "Paths that pages of other origins may read: OpenAPI documents and the status element."
  type        = list(string)
  default     = ["/openapi/*", "/status.js", "/status.json", "/assets/status/*"]
  nullable    = false

  validation {
    condition     = alltrue([for pattern in var.open_paths : startswith(pattern, "/") && pattern != "/*"])
    error_message = "An open path starts with a slash and is a part of the site, such as /openapi/*."
  }
}

variable "price_class" {
  description = "Where CloudFront answers from: PriceClass_100 is North America and Europe, PriceClass_All is everywhere."
  type        = string
  default     = "PriceClass_100"
  nullable    = false

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "price_class is PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

variable "log_retention_days" {
  description = "Days that access logs are kept. They hold addresses of readers."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 1 && var.log_retention_days <= 365
    error_message = "log_retention_days is from 1 to 365."
  }
}
