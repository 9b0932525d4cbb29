# The shell of one page: reads the folder of the next block from descriptor 3, runs the block as if it were
# pasted into this shell, and answers on descriptor 4. A block that fails ends the shell (`set -e`).
#
# A block's folder holds `script` (a file with the path of the code). This shell leaves there: `stdout`, `stderr`,
# `failed` (source and line of the command that failed), and after a block that went well `env` (exported
# variables, NUL-separated) and `cwd`.

while IFS= read -r snippet_folder <&3; do
  trap 'printf "%s:%s\n" "${BASH_SOURCE[0]}" "$LINENO" >"$snippet_folder/failed"' ERR
  set -euo pipefail
  source "$(<"$snippet_folder/script")" </dev/null >"$snippet_folder/stdout" 2>"$snippet_folder/stderr" 3<&- 4>&-
  set +euo pipefail
  trap - ERR
  while IFS= read -r snippet_name; do
    printf '%s=%s\0' "$snippet_name" "${!snippet_name-}"
  done < <(compgen -e) >"$snippet_folder/env"
  printf '%s' "$PWD" >"$snippet_folder/cwd"
  printf 'done\n' >&4
done
