#!/usr/bin/env bash
# template.yaml: cfn-lint, newest rules (it runs the SAM transform itself), and sam validate, whose own cfn-lint is older.
set -euo pipefail
lint=$LATCHKEY_CI_TOOLS/cfn-lint sam=$LATCHKEY_CI_TOOLS/sam
[ -x "$lint/bin/cfn-lint" ] || { python3 -m venv "$lint" && "$lint/bin/pip" -q install cfn-lint==1.51.0; }
[ -x "$sam/bin/sam" ] || { python3 -m venv "$sam" && "$sam/bin/pip" -q install aws-sam-cli==1.170.0; }
"$lint/bin/cfn-lint" -t template.yaml
echo "cfn-lint: clean"
AWS_DEFAULT_REGION=us-east-1 SAM_CLI_TELEMETRY=0 "$sam/bin/sam" validate --lint -t template.yaml
