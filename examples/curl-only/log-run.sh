#!/usr/bin/env bash
# Logs a run to Hokusai with nothing but bash and curl, and registers what it uploads as a model version.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: log-run.sh --experiment NAME [OPTION]... FILE_OR_FOLDER...

Logs a run to Hokusai and uploads files to its artifact folder "model".
  --experiment NAME   experiment to log to, made when missing
  --name NAME         name of the run
  --param KEY=VALUE   a parameter; may be given again
  --metric KEY=VALUE  a metric; may be given again
  --register MODEL    register the files as a new version of MODEL, made when missing
  -h, --help          print this

Reads MLFLOW_TRACKING_URI and MLFLOW_TRACKING_TOKEN. Needs bash 4.4 and curl 7.76 or newer.
Exit codes: 0 done; 1 Hokusai refused, or gave no answer; 2 wrong arguments.
HELP
}

fail() {
  printf 'log-run.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

# ---- JSON ----

# A text as JSON.
quoted() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\r'/\\r}
  text=${text//$'\t'/\\t}
  printf '"%s"' "$text"
}

# A metric as JSON has no NaN and no infinity: MLflow takes them as texts.
metric_value() {
  case $1 in
    NaN | Infinity | -Infinity) quoted "$1" ;;
    *) printf '%s' "$1" ;;
  esac
}

# The value of a field of the last answer. Enough for IDs and version numbers, which hold no quotes.
field() {
  local value
  value=$(sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p" "$work/body" | head -n 1)
  [ -n "$value" ] || fail "the answer has no $1: $(<"$work/body")"
  printf '%s' "$value"
}

# ---- HTTP ----

# Sends a request: a path below the tracking URI, then arguments for curl. Sets `status`; the answer is in $work/body.
# The key reaches curl through a pipe, so it is in no list of processes and in no file.
request() {
  local path=$1
  shift
  status=$(curl --silent --show-error --max-time 40 --output "$work/body" --write-out '%{http_code}' \
    --header @<(printf 'Authorization: Bearer %s\n' "$MLFLOW_TRACKING_TOKEN") \
    "$@" "$MLFLOW_TRACKING_URI/$path") || fail "$path: no answer"
}

# Like `request`, but a refusal ends the script.
call() {
  request "$@"
  case $status in
    2??) ;;
    *) fail "$1: HTTP $status: $(<"$work/body")" ;;
  esac
}

# A call that does no harm twice is repeated when Hokusai is busy. One that creates something is not.
readonly AGAIN=(--retry 3 --retry-max-time 60)
readonly JSON=(--header 'Content-Type: application/json')
readonly API=api/2.0/mlflow

# ---- Steps ----

find_or_create_experiment() {
  request "$API/experiments/get-by-name" "${AGAIN[@]}" --get --data-urlencode "experiment_name=$experiment"
  if [ "$status" = 404 ] && grep -q RESOURCE_DOES_NOT_EXIST "$work/body"; then
    call "$API/experiments/create" "${JSON[@]}" --data-binary "{\"name\": $(quoted "$experiment")}"
  elif [ "$status" != 200 ]; then
    fail "experiment $experiment: HTTP $status: $(<"$work/body")"
  fi
  experiment_id=$(field experiment_id)
}

create_run() {
  local named=''
  [ -z "$name" ] || named=", \"run_name\": $(quoted "$name")"
  call "$API/runs/create" "${JSON[@]}" \
    --data-binary "{\"experiment_id\": \"$experiment_id\", \"start_time\": $(date +%s)000$named}"
  run_id=$(field run_id)
  artifact_uri=$(field artifact_uri)
}

log_batch() {
  call "$API/runs/log-batch" "${AGAIN[@]}" "${JSON[@]}" \
    --data-binary "{\"run_id\": \"$run_id\", \"params\": [${params#,}], \"metrics\": [${metrics#,}]}"
}

end_run() {
  request "$API/runs/update" "${AGAIN[@]}" "${JSON[@]}" \
    --data-binary "{\"run_id\": \"$run_id\", \"status\": \"$1\", \"end_time\": $(date +%s)000}"
}

# Uploads a file, or all files of a folder.
upload() {
  local file
  while IFS= read -r -d '' file; do
    local target=${file##*/}
    [ ! -d "$1" ] || target=${file#"${1%/}"/}
    call "api/2.0/mlflow-artifacts/artifacts/${artifact_uri#mlflow-artifacts:/}/model/$(encoded "$target")" \
      "${AGAIN[@]}" --upload-file "$file"
  done < <(find "$1" -type f -print0)
}

# A path with everything but slashes and unreserved characters encoded.
encoded() {
  local LC_ALL=C path=$1 index byte code
  for ((index = 0; index < ${#path}; index += 1)); do
    byte=${path:index:1}
    case $byte in
      [a-zA-Z0-9._~/-]) printf '%s' "$byte" ;;
      *) printf -v code '%d' "'$byte" && printf '%%%02X' $((code & 255)) ;;
    esac
  done
}

register() {
  request "$API/registered-models/create" "${JSON[@]}" --data-binary "{\"name\": $(quoted "$model")}"
  if [ "$status" != 200 ] && ! grep -q RESOURCE_ALREADY_EXISTS "$work/body"; then
    fail "model $model: HTTP $status: $(<"$work/body")"
  fi
  call "$API/model-versions/create" "${JSON[@]}" \
    --data-binary "{\"name\": $(quoted "$model"), \"source\": \"$artifact_uri/model\", \"run_id\": \"$run_id\"}"
  printf 'registered: %s version %s\n' "$model" "$(field version)"
}

# ---- Arguments ----

experiment='' name='' model='' params='' metrics='' run_id='' finished=''
paths=()

parse() {
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) usage && exit 0 ;;
      --experiment | --name | --register | --param | --metric)
        [ $# -ge 2 ] || fail "$1 needs a value" 2
        option "$1" "$2"
        shift 2
        ;;
      -*) fail "unknown option $1; --help lists all" 2 ;;
      *) paths+=("$1") && shift ;;
    esac
  done
}

option() {
  case $1 in
    --experiment) experiment=$2 ;;
    --name) name=$2 ;;
    --register) model=$2 ;;
    --param)
      [[ $2 == ?*=* ]] || fail "--param $2: write KEY=VALUE" 2
      params+=,"{\"key\": $(quoted "${2%%=*}"), \"value\": $(quoted "${2#*=}")}"
      ;;
    --metric)
      [[ $2 =~ ^[^=]+=(-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?|NaN|-?Infinity)$ ]] ||
        fail "--metric $2: write KEY=NUMBER" 2
      metrics+=,"{\"key\": $(quoted "${2%%=*}"), \"value\": $(metric_value "${2#*=}"), \"timestamp\": $(date +%s)000}"
      ;;
  esac
}

check() {
  local path
  [ -n "$experiment" ] || fail '--experiment is missing; --help lists all options' 2
  [ ${#paths[@]} -gt 0 ] || fail 'name at least one file or folder' 2
  for path in "${paths[@]}"; do
    [ -r "$path" ] || fail "$path: no such file, or it cannot be read" 2
  done
  [ -n "${MLFLOW_TRACKING_URI:-}" ] || fail 'set MLFLOW_TRACKING_URI first' 2
  [ -n "${MLFLOW_TRACKING_TOKEN:-}" ] || fail 'set MLFLOW_TRACKING_TOKEN first' 2
}

# A run that was begun never stays RUNNING.
on_exit() {
  local code=$?
  if [ -n "$run_id" ] && [ -z "$finished" ]; then (end_run FAILED) || true; fi
  rm -rf "$work"
  exit "$code"
}

main() {
  local path
  parse "$@"
  check
  work=$(mktemp -d)
  trap on_exit EXIT
  trap 'exit 130' INT TERM
  find_or_create_experiment
  create_run
  printf 'run: %s\n' "$run_id"
  log_batch
  for path in "${paths[@]}"; do upload "$path"; done
  [ -z "$model" ] || register
  end_run FINISHED
  finished=yes
}

main "$@"
