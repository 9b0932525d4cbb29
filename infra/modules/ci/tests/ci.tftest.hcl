# The roles of GitHub Actions with a mocked provider.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mlflow-docs-ci" }
  }
}

variables {
  name                 = "mlflow-docs"
  oidc_provider_arn    = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
  repository           = "owner/name"
  github_environment   = "production"
  state                = { bucket_arn = "arn:aws:s3:::state", key = "hokusai-mlflow-docs/production/routing.tfstate" }
  site                 = { bucket_arn = "arn:aws:s3:::mlflow-docs", distribution_arn = "arn:aws:cloudfront::123456789012:distribution/E0123456789ABC" }
  image_repository_arn = "arn:aws:ecr:us-east-1:123456789012:repository/mlflow-health"
}

run "each_job_has_its_role" {
  assert {
    condition     = jsondecode(aws_iam_role.this["site"].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"] == "repo:owner/name:environment:production"
    error_message = "Only jobs of the approved environment deploy."
  }
  assert {
    condition     = jsondecode(aws_iam_role.this["plan"].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"] == "repo:owner/name:pull_request"
    error_message = "A pull request gets the role that plans."
  }
  assert {
    condition = alltrue(flatten([
      for statement in jsondecode(aws_iam_role_policy.this["plan"].policy).Statement : [
        for action in statement.Action : can(regex(":(Get|List|Describe)", action))
      ]
    ]))
    error_message = "A role that anybody's pull request gets may only read."
  }
  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_role_policy.this : [
        for statement in jsondecode(policy.policy).Statement : [
          for action in statement.Action : !strcontains(action, "*")
        ]
      ]
    ]))
    error_message = "An action is named, never a wildcard."
  }
}

run "a_role_without_its_object_is_not_made" {
  variables {
    site                 = null
    image_repository_arn = null
  }
  assert {
    condition     = keys(output.role_arns) == ["plan"]
    error_message = "Only the plan needs nothing of other roots."
  }
}

run "bad_input_is_refused" {
  command = plan
  variables {
    name                 = "MLflow"
    oidc_provider_arn    = "github"
    repository           = "name"
    github_environment   = "*"
    state                = { bucket_arn = "state", key = "routing.tfstate" }
    site                 = { bucket_arn = "site", distribution_arn = "E0123456789ABC" }
    image_repository_arn = "mlflow-health"
  }
  expect_failures = [
    var.name, var.oidc_provider_arn, var.repository, var.github_environment, var.state, var.site, var.image_repository_arn,
  ]
}
