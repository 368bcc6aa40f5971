#!/usr/bin/env bash
# openapi.yaml is a valid OpenAPI document.
set -euo pipefail
venv=$LATCHKEY_CI_TOOLS/openapi
[ -x "$venv/bin/openapi-spec-validator" ] || { python3 -m venv "$venv" && "$venv/bin/pip" -q install -r .ci/requirements/openapi-spec-validator.txt; }
"$venv/bin/openapi-spec-validator" openapi.yaml
