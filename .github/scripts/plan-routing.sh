#!/usr/bin/env bash
# Plans the routing rules of an environment and prints the gate's verdict in Markdown: plan-routing.sh ENVIRONMENT.
# Ends with the gate's code: 0 may be applied, 1 may not.
set -euo pipefail
environment=${1:?Which environment?}
values="$PWD/infra/environments/$environment"
root=infra/roots/routing
test -f "$values/routing.tfvars" || { echo "$environment has no routing.tfvars yet, so there is nothing to plan."; exit 0; }

{
  terraform -chdir=$root init -input=false -lockfile=readonly -backend-config="$values/routing.s3.tfbackend"
  terraform -chdir=$root plan -input=false -lock=false -var-file="$values/routing.tfvars" -out=routing.tfplan
} >&2
terraform -chdir=$root show -json routing.tfplan > plan.json
host=$(jq --raw-output .variables.registry_host.value plan.json)

echo "### Routing in $environment"
echo
node_modules/.bin/node routing/cli.ts gate plan.json --expectations routing/expectations.json --host "$host" --markdown
