# The documentation: files in a private bucket behind CloudFront, with the headers that the build asks for.

locals {
  origin = "bucket"

  # CloudFront has a place of its own for these; all others are custom headers.
  own_place = ["content-security-policy", "x-content-type-options", "referrer-policy"]
  custom    = { for name, value in var.headers : name => value if !contains(local.own_place, lower(name)) }

  policies = {
    pages = {}
    open  = { "Access-Control-Allow-Origin" = "*", "Cross-Origin-Resource-Policy" = "cross-origin" }
  }

  # Managed by AWS: "CachingOptimized" keeps what S3 says, compressed and not.
  caching_optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6"
}

resource "aws_cloudfront_origin_access_control" "this" {
  name                              = var.name
  description                       = "CloudFront signs what it asks of the bucket"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_function" "request" {
  name    = "${var.name}-request"
  comment = "Index documents, trailing slashes and old addresses"
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = replace(file("${path.module}/request.js"), "REDIRECTS = {}", "REDIRECTS = ${jsonencode(var.redirects)}")
}

resource "aws_cloudfront_response_headers_policy" "this" {
  for_each = local.policies

  name = "${var.name}-${each.key}"

  security_headers_config {
    content_security_policy {
      content_security_policy = var.headers["Content-Security-Policy"]
      override                = true
    }
    content_type_options {
      override = true
    }
    referrer_policy {
      referrer_policy = lookup(var.headers, "Referrer-Policy", "strict-origin-when-cross-origin")
      override        = true
    }
    strict_transport_security {
      access_control_max_age_sec = 31536000
      override                   = true
    }
  }

  custom_headers_config {
    dynamic "items" {
      for_each = merge(local.custom, each.value)
      content {
        header   = items.key
        value    = items.value
        override = true
      }
    }
  }
}

resource "aws_cloudfront_distribution" "this" {
  enabled             = true
  comment             = var.name
  aliases             = [var.host]
  default_root_object = "index.html"
  http_version        = "http2and3"
  is_ipv6_enabled     = true
  price_class         = var.price_class

  origin {
    origin_id                = local.origin
    domain_name              = aws_s3_bucket.site.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.this.id
  }

  default_cache_behavior {
    target_origin_id           = local.origin
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    cache_policy_id            = local.caching_optimized
    compress                   = true
    viewer_protocol_policy     = "redirect-to-https"
    response_headers_policy_id = aws_cloudfront_response_headers_policy.this["pages"].id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.request.arn
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = var.open_paths
    content {
      path_pattern               = ordered_cache_behavior.value
      target_origin_id           = local.origin
      allowed_methods            = ["GET", "HEAD", "OPTIONS"]
      cached_methods             = ["GET", "HEAD"]
      cache_policy_id            = local.caching_optimized
      compress                   = true
      viewer_protocol_policy     = "redirect-to-https"
      response_headers_policy_id = aws_cloudfront_response_headers_policy.this["open"].id
    }
  }

  # It holds for every answer of the distribution, so only a page of this site may be behind it: 404 stays 404, and no
  # 5xx is covered.
  custom_error_response {
    error_code            = 404
    response_code         = 404
    response_page_path    = "/404.html"
    error_caching_min_ttl = 10
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate_validation.this.certificate_arn
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }
}
