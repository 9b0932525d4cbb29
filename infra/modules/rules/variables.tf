variable "routes_json" {
  description = "Text of the routing table, as in routing/routes.json; routing/routes.schema.json describes its shape."
  type        = string
  nullable    = false

  validation {
    condition     = can(jsondecode(var.routes_json).rules)
    error_message = "routes_json is not a JSON object with rules. Pass the text of routing/routes.json, for example with file()."
  }
}
