#!/usr/bin/env bash
# Copies the built site: deploy-site.sh FOLDER. Files with a hash in their name go first, so that no page asks for one
# that isn't there yet; old ones stay for readers who have an old page open.
set -euo pipefail
build=${1:?Which folder?}
: "${SITE_BUCKET:?}" "${SITE_DISTRIBUTION:?}"
test -f "$build/headers.json" || { echo "$build is no build of the site." >&2; exit 1; }

aws s3 sync "$build" "s3://$SITE_BUCKET" --no-progress --exclude '*' --include 'assets/*' \
  --cache-control 'public, max-age=31536000, immutable'
aws s3 sync "$build" "s3://$SITE_BUCKET" --no-progress --exclude 'assets/*' --exclude '*.md' --exclude '*.yaml' \
  --delete --cache-control no-cache
aws s3 sync "$build" "s3://$SITE_BUCKET" --no-progress --exclude '*' --include '*.md' \
  --delete --cache-control no-cache --content-type 'text/markdown; charset=utf-8'
aws s3 sync "$build" "s3://$SITE_BUCKET" --no-progress --exclude '*' --include '*.yaml' \
  --delete --cache-control no-cache --content-type 'application/yaml; charset=utf-8'
aws cloudfront create-invalidation --distribution-id "$SITE_DISTRIBUTION" --paths '/*' --query Invalidation.Id --output text
