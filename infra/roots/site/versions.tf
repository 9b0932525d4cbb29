terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Bucket, key and region: infra/environments/ENVIRONMENT/site.s3.tfbackend.
  backend "s3" {}
}

provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = {
      Environment = var.environment
      ManagedBy   = "terraform"
      Project     = "hokusai-mlflow-docs"
    }
  }
}

# The state remembers whose it is.
resource "terraform_data" "environment" {
  input = var.environment

  lifecycle {
    ignore_changes = [input]

    postcondition {
      condition     = self.output == var.environment
      error_message = "This is the state of ${self.output}, and these are the variables of ${var.environment}. Give -backend-config and -var-file of one environment."
    }
  }
}
