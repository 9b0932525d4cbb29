# What GitHub Actions may do, by OIDC: no key is stored anywhere. One role for one job.

locals {
  plan = {
    # A pull request plans before anybody has approved it, so this role only reads.
    subject = "repo:${var.repository}:pull_request"
    statements = [
      {
        Sid       = "FindState"
        Effect    = "Allow"
        Action    = ["s3:ListBucket"]
        Resource  = var.state.bucket_arn
        Condition = { StringEquals = { "s3:prefix" = var.state.key } }
      },
      {
        Sid      = "ReadState"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = "${var.state.bucket_arn}/${var.state.key}"
      },
      {
        # Elastic Load Balancing has no resources for what it describes.
        Sid      = "ReadRules"
        Effect   = "Allow"
        Action   = ["elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeTags"]
        Resource = "*"
      },
    ]
  }

  site = var.site == null ? null : {
    subject = "repo:${var.repository}:environment:${var.github_environment}"
    statements = [
      {
        Sid      = "ListFiles"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = var.site.bucket_arn
      },
      {
        Sid      = "ReplaceFiles"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:PutObject"]
        Resource = "${var.site.bucket_arn}/*"
      },
      {
        Sid      = "ForgetOldPages"
        Effect   = "Allow"
        Action   = ["cloudfront:CreateInvalidation"]
        Resource = var.site.distribution_arn
      },
    ]
  }

  image = var.image_repository_arn == null ? null : {
    subject = "repo:${var.repository}:environment:${var.github_environment}"
    statements = [
      {
        # AWS has no resource for this one: a token is for the whole registry.
        Sid      = "LogInToRegistry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = "*"
      },
      {
        Sid    = "PushImage"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability", "ecr:CompleteLayerUpload", "ecr:DescribeImageScanFindings",
          "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
        ]
        Resource = var.image_repository_arn
      },
    ]
  }

  roles = { for name, role in { plan = local.plan, site = local.site, image = local.image } : name => role if role != null }
}

resource "aws_iam_role" "this" {
  for_each = local.roles

  name                 = "${var.name}-ci-${each.key}"
  description          = "GitHub Actions of ${var.repository}: ${each.key}"
  max_session_duration = 3600

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "JobsOfTheRepository"
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = var.oidc_provider_arn }
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = each.value.subject
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  for_each = local.roles

  name   = each.key
  role   = aws_iam_role.this[each.key].id
  policy = jsonencode({ Version = "2012-10-17", Statement = each.value.statements })
}
