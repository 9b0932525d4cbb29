# The site with a mocked provider.

mock_provider "aws" {
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::mlflow-docs", bucket_regional_domain_name = "mlflow-docs.s3.us-east-1.amazonaws.com" }
  }
  mock_resource "aws_cloudfront_distribution" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:distribution/E0123456789ABC", domain_name = "d1.cloudfront.net", hosted_zone_id = "Z2FDTNDATAQYW2" }
  }
  mock_resource "aws_cloudfront_function" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:function/mlflow-docs-request" }
  }
  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:us-east-1:123456789012:certificate/0123"
      domain_validation_options = [{
        domain_name           = "docs.example.com"
        resource_record_name  = "_proof.docs.example.com"
        resource_record_type  = "CNAME"
        resource_record_value = "proof.acm-validations.aws"
      }]
    }
  }
  mock_resource "aws_acm_certificate_validation" {
    defaults = { certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0123" }
  }
  mock_resource "aws_cloudwatch_log_delivery_destination" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:delivery-destination:mlflow-docs" }
  }
}

variables {
  name       = "mlflow-docs"
  account_id = "123456789012"
  host       = "docs.example.com"
  zone_id    = "Z0123456789ABCDEFGHIJ"
  headers = {
    "Content-Security-Policy" = "default-src 'none'; script-src 'self' 'sha256-abc'"
    "X-Content-Type-Options"  = "nosniff"
    "Referrer-Policy"         = "strict-origin-when-cross-origin"
    "Permissions-Policy"      = "camera=()"
  }
  redirects = { "/old/" = "/new/" }
}

run "the_site" {
  assert {
    condition     = aws_cloudfront_response_headers_policy.this["pages"].security_headers_config[0].content_security_policy[0].content_security_policy == var.headers["Content-Security-Policy"]
    error_message = "The policy must hold the hashes of the build."
  }
  assert {
    condition     = aws_cloudfront_response_headers_policy.this["pages"].security_headers_config[0].strict_transport_security[0].access_control_max_age_sec == 31536000
    error_message = "A year of https only."
  }
  assert {
    condition     = [for item in aws_cloudfront_response_headers_policy.this["pages"].custom_headers_config[0].items : item.header] == ["Permissions-Policy"]
    error_message = "Each header of the build is sent once, and no page is open to other origins."
  }
  assert {
    condition     = contains([for item in aws_cloudfront_response_headers_policy.this["open"].custom_headers_config[0].items : "${item.header}: ${item.value}"], "Access-Control-Allow-Origin: *")
    error_message = "Viewers on other sites read the OpenAPI documents."
  }
  assert {
    condition     = alltrue([for one in aws_cloudfront_distribution.this.custom_error_response : one.error_code == one.response_code && one.error_code == 404])
    error_message = "An error page of the distribution may not hide what was answered."
  }
  assert {
    condition     = alltrue([for one in aws_s3_bucket_public_access_block.this : one.block_public_acls && one.block_public_policy && one.ignore_public_acls && one.restrict_public_buckets])
    error_message = "Only CloudFront reads the bucket."
  }
  assert {
    condition     = [for one in jsondecode(aws_s3_bucket_policy.site.policy).Statement : one.Condition.StringEquals["aws:SourceArn"] if one.Sid == "CloudFrontReads"] == [aws_cloudfront_distribution.this.arn]
    error_message = "Only this distribution reads the bucket."
  }
  assert {
    condition     = strcontains(aws_cloudfront_function.request.code, "const REDIRECTS = {\"/old/\":\"/new/\"};")
    error_message = "Old addresses must lead on."
  }
}

run "bad_input_is_refused" {
  command = plan
  variables {
    name               = "MLflow"
    account_id         = "me"
    host               = "https://docs.example.com"
    zone_id            = "example.com"
    headers            = { "Strict-Transport-Security" = "max-age=1" }
    redirects          = { "/old/" = "//other.example.com/" }
    open_paths         = ["/*"]
    price_class        = "cheap"
    log_retention_days = 0
  }
  expect_failures = [
    var.name, var.account_id, var.host, var.zone_id, var.headers, var.redirects, var.open_paths, var.price_class,
    var.log_retention_days,
  ]
}
