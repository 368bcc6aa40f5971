#!/usr/bin/env bash
# openapi.yaml is a valid OpenAPI document.
set -euo pipefail
venv=$LATCHKEY_CI_TOOLS/openapi
[ -x "$venv/bin/openapi-spec-validator" ] || { python3 -m venv "$venv" && "$venv/bin/pip" -q install openapi-spec-validator==0.7.2; }
"$venv/bin/openapi-spec-validator" openapi.yaml
