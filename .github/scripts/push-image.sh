#!/usr/bin/env bash
# Pushes an image under the commit's name and fails when the registry's scan finds something serious: push-image.sh IMAGE.
set -euo pipefail
image=${1:?Which image?}
: "${IMAGE_REPOSITORY:?}" "${GITHUB_SHA:?}"
tag=${GITHUB_SHA:0:12}

aws ecr get-login-password | docker login --username AWS --password-stdin "${IMAGE_REPOSITORY%%/*}"
docker tag "$image" "$IMAGE_REPOSITORY:$tag"
docker push --quiet "$IMAGE_REPOSITORY:$tag"

name=${IMAGE_REPOSITORY#*/}
aws ecr wait image-scan-complete --repository-name "$name" --image-id "imageTag=$tag"
serious=$(aws ecr describe-image-scan-findings --repository-name "$name" --image-id "imageTag=$tag" \
  --query 'sum([imageScanFindings.findingSeverityCounts.CRITICAL || `0`, imageScanFindings.findingSeverityCounts.HIGH || `0`])' --output text)
if [ "$serious" != 0 ]; then
  echo "The scan found $serious critical or high vulnerabilities in $tag. Don't deploy it." >&2
  exit 1
fi
echo "image_tag = \"$tag\""
