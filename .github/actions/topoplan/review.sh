#!/usr/bin/env bash
# What the action runs. Each input is a variable, and becomes one word of a command: none is code.
set -euo pipefail

PATH="$RUNNER_TEMP/topoplan/bin:$PATH"
report="$RUNNER_TEMP/topoplan-review.json"
sarif="$RUNNER_TEMP/topoplan.sarif"

options=()
option() { if [[ -n "$2" ]]; then options+=("$1" "$2"); fi; }
option --catalog "${TOPOPLAN_SET:-}"

# a spec that can't be read has no SARIF: what is wrong with it is said beside its lines
status=0
topoplan check "${options[@]}" --format sarif -- "$TOPOPLAN_SPEC" > "$sarif" || status=$?
if [[ ! -s "$sarif" ]]; then
  exit "$((status ? status : 1))"
fi

option --out "${TOPOPLAN_OUT:-}"
option --base "${TOPOPLAN_BASE:-}"
option --plan "${TOPOPLAN_PLAN:-}"
words=(--format json)
if [[ "${TOPOPLAN_COMMENT:-true}" == true ]]; then
  words+=(--comment)
  for name in key header footer template; do
    upper="TOPOPLAN_${name^^}"
    if [[ -n "${!upper:-}" ]]; then words+=("--$name" "${!upper}"); fi
  done
else
  topoplan review "${options[@]}" --format markdown -- "$TOPOPLAN_SPEC" \
    >> "$GITHUB_STEP_SUMMARY" || true
fi

status=0
topoplan review "${options[@]}" "${words[@]}" -- "$TOPOPLAN_SPEC" > "$report" || status=$?

# the values are a number, a digest, a truth and two paths of ours: nothing that a spec could word
python - "$report" >> "$GITHUB_OUTPUT" <<'PYTHON'
import json
import sys

try:
    with open(sys.argv[1], encoding="utf-8") as file:
        review = json.load(file)
except ValueError:
    review = {"after": {"tree": None}, "empty": False}
print(f"digest={review['after']['tree'] or ''}")
print(f"changed={'false' if review['empty'] else 'true'}")
PYTHON
{
  echo "exit-code=$status"
  echo "report=$report"
  echo "sarif=$sarif"
} >> "$GITHUB_OUTPUT"
exit "$status"
