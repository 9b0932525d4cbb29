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
  description = "Prefix of everything that belongs to the site; see the module site."
  type        = string
  nullable    = false
}

variable "account_id" {
  description = "Account of the site."
  type        = string
  nullable    = false
}

variable "docs_host" {
  description = "Host of the documentation: docs.hokus.ai in production."
  type        = string
  nullable    = false
}

variable "registry_host" {
  description = "Host of the registry, whose health address is asked from outside."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.registry_host))
    error_message = "\"${var.registry_host}\" is not a host name."
  }
}

variable "zone_id" {
  description = "Route 53 zone of docs_host."
  type        = string
  nullable    = false
}

variable "headers_file" {
  description = "headers.json of the build that is deployed, relative to this folder."
  type        = string
  default     = "../../../build/headers.json"
  nullable    = false

  validation {
    condition     = fileexists("${path.module}/${var.headers_file}")
    error_message = "${var.headers_file} isn't there. Build the site first: npm run build."
  }
}

variable "subscribers" {
  description = "Who the alarms tell; see the module monitoring."
  type        = map(object({ protocol = string, endpoint = string }))
  nullable    = false
}
