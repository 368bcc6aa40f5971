#!/usr/bin/env bash
# template.yaml: cfn-lint, newest rules (it runs the SAM transform itself), sam validate, whose own cfn-lint is another, what the
# transform makes of it, and checkov on both and with pages. Three environments, since their requirements contradict each other.
set -euo pipefail
lint=$LATCHKEY_CI_TOOLS/cfn-lint sam=$LATCHKEY_CI_TOOLS/sam checkov=$LATCHKEY_CI_TOOLS/checkov-3.3.30
[ -x "$lint/bin/cfn-lint" ] || { python3 -m venv "$lint" && "$lint/bin/pip" -q install -r .ci/requirements/cfn-lint.txt; }
[ -x "$sam/bin/sam" ] || { python3 -m venv "$sam" && "$sam/bin/pip" -q install -r .ci/requirements/aws-sam-cli.txt; }
[ -x "$checkov/bin/checkov" ] || { python3 -m venv "$checkov" && "$checkov/bin/pip" -q install -r .ci/requirements/checkov.txt; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export AWS_DEFAULT_REGION=us-east-1 SAM_CLI_TELEMETRY=0

"$lint/bin/cfn-lint" -t template.yaml
echo "cfn-lint: clean"
"$sam/bin/sam" validate --lint -t template.yaml
"$lint/bin/python" .ci/checks/transformed.py "$work/transformed.json"
# checkov passes over what a condition leaves out.
sed '/^  Pages:$/,/Default:/s/"false"/"true"/' template.yaml >"$work/pages.yaml"
cmp -s template.yaml "$work/pages.yaml" && { echo "template.yaml has no parameter Pages to turn on" >&2; exit 1; }
for file in template.yaml "$work/pages.yaml" "$work/transformed.json"; do
    "$checkov/bin/checkov" --config-file .checkov.yaml -f "$file" -o json >"$work/checkov.json" 2>"$work/checkov.log" ||
        { "$checkov/bin/checkov" --config-file .checkov.yaml -f "$file"; exit 1; }
    # Nothing wrong is found in nothing, too.
    "$checkov/bin/python" -c 'import json, sys
passed = json.load(sys.stdin)["summary"]["passed"]
print("checkov:", passed, "checks passed")
sys.exit(passed < 50)' <"$work/checkov.json"
done
