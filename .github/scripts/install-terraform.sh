#!/usr/bin/env bash
# Installs Terraform when its archive is the one that TERRAFORM_SHA256 names. Take that from HashiCorp's signed SHA256SUMS.
set -euo pipefail
: "${TERRAFORM_SHA256:?Set the variable TERRAFORM_SHA256 of the repository: the checksum of Terraform 1.11.4 for linux_amd64.}"

version=1.11.4
archive="$RUNNER_TEMP/terraform.zip"
curl --silent --fail --location --output "$archive" \
  "${TERRAFORM_RELEASES:-https://releases.hashicorp.com}/terraform/$version/terraform_${version}_linux_amd64.zip"
echo "$TERRAFORM_SHA256  $archive" | sha256sum --check --quiet
unzip -q -o "$archive" terraform -d "$RUNNER_TEMP/bin"
echo "$RUNNER_TEMP/bin" >> "$GITHUB_PATH"
