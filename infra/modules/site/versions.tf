terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    aws = {
      source = "hashicorp/aws"
      # Another major of the provider is taken in on purpose, after the tests of tests/terraform have run with it.
      version = "~> 5.100"
    }
  }
}
