#!/usr/bin/env bash
# openapi.yaml is a valid OpenAPI document, and one that a linter has nothing to say about.
set -euo pipefail
venv=$LATCHKEY_CI_TOOLS/openapi
[ -x "$venv/bin/openapi-spec-validator" ] || { python3 -m venv "$venv" && "$venv/bin/pip" -q install -r .ci/requirements/openapi-spec-validator.txt; }
"$venv/bin/openapi-spec-validator" openapi.yaml

redocly=$LATCHKEY_CI_TOOLS/redocly-2.77.0
[ -x "$redocly/node_modules/.bin/redocly" ] || npm --prefix "$redocly" install --no-fund --no-audit --silent @redocly/cli@2.77.0
REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true "$redocly/node_modules/.bin/redocly" lint openapi.yaml --config .ci/redocly.yaml --max-problems 1000
