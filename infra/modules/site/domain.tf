# The host's certificate, which AWS renews as long as the record that proves it stays, and its addresses.

resource "aws_acm_certificate" "this" {
  domain_name       = var.host
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  # One name, so one record proves it.
  proof = one(aws_acm_certificate.this.domain_validation_options)
}

resource "aws_route53_record" "proof" {
  zone_id = var.zone_id
  name    = local.proof.resource_record_name
  type    = local.proof.resource_record_type
  records = [local.proof.resource_record_value]
  ttl     = 300
}

resource "aws_acm_certificate_validation" "this" {
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [aws_route53_record.proof.fqdn]
}

resource "aws_route53_record" "host" {
  for_each = toset(["A", "AAAA"])

  zone_id = var.zone_id
  name    = var.host
  type    = each.key

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}
