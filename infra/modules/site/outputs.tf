output "bucket" {
  description = "Bucket that the built site is copied to."
  value       = aws_s3_bucket.site.id
}

output "bucket_arn" {
  description = "ARN of that bucket, for the role that deploys."
  value       = aws_s3_bucket.site.arn
}

output "distribution_id" {
  description = "Distribution whose cache is invalidated after a deployment."
  value       = aws_cloudfront_distribution.this.id
}

output "distribution_arn" {
  description = "ARN of the distribution, for the role that deploys."
  value       = aws_cloudfront_distribution.this.arn
}

output "certificate_arn" {
  description = "ARN of the host's certificate."
  value       = aws_acm_certificate.this.arn
}
