output "order" {
  description = "Names of the rules of each listener, in the order in which they are asked."
  value       = module.rules.order
}
