#!/usr/bin/env bash
# Trades the job's OIDC token for an hour as AWS_ROLE_ARN. Later steps find the credentials in their environment.
set -euo pipefail
: "${AWS_ROLE_ARN:?Set the variable of the role: infra/roots/bootstrap gives its ARN.}" "${AWS_REGION:?}"

token=$(curl --silent --fail --header "Authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | jq --raw-output --exit-status .value)
echo "::add-mask::$token"
read -r id key session < <(aws sts assume-role-with-web-identity --role-arn "$AWS_ROLE_ARN" \
  --role-session-name "github-$GITHUB_RUN_ID" --web-identity-token "$token" \
  --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
: "${session:?AWS gave no credentials.}"
echo "::add-mask::$key"
echo "::add-mask::$session"
{
  echo "AWS_ACCESS_KEY_ID=$id"
  echo "AWS_SECRET_ACCESS_KEY=$key"
  echo "AWS_SESSION_TOKEN=$session"
  echo "AWS_REGION=$AWS_REGION"
} >> "$GITHUB_ENV"
