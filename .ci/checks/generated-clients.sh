#!/usr/bin/env bash
# openapi.yaml serves generators: the clients that they make of it for Python and Go, whole, come into a room of the running service.
# docs/decisions/0460.
set -euo pipefail
venv=$LATCHKEY_CI_TOOLS/$(head -n 1 .ci/requirements/openapi-python-client.txt)
[ -x "$venv/bin/openapi-python-client" ] || { python3 -m venv "$venv" && "$venv/bin/pip" -q install -r .ci/requirements/openapi-python-client.txt; }
work=$(mktemp -d)
PORT=0 LATCHKEY_DATA=$work/data mvn -q -Plocal >"$work/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
document=$PWD/openapi.yaml

"$venv/bin/openapi-python-client" generate --path "$document" --config .ci/openapi-python-client.yaml --meta none --output-path "$work/python/generated" >"$work/log" 2>&1 ||
    { cat "$work/log"; exit 1; }
# What it leaves out: a body of text, beside the same as JSON.
! grep -A 2 '^WARNING' "$work/log" | grep -vE '^(WARNING parsing POST /api/v1/session/(heartbeat|leave) |Unsupported content type text/plain$|--$|$)' ||
    { cat "$work/log"; echo "the Python client lacks something" >&2; exit 1; }
cp .ci/checks/generated_client.py "$work/python/"

mkdir "$work/go"
cp .ci/checks/generated-client/* "$work/go/"
export GOTOOLCHAIN=local GOFLAGS=-mod=readonly
(cd "$work/go" && go tool ogen --config ogen.yml --target latchkey --package latchkey "$document" >"$work/log" 2>&1) ||
    { cat "$work/log"; exit 1; }
(cd "$work/go" && go vet . && go build -o client .)
calls=$(grep -c '^      operationId: [a-z]' openapi.yaml)
webhooks=$(grep -c '^      operationId: on[A-Z]' openapi.yaml)
made=$(sed -n '/^type Invoker interface/,/^}/p' "$work"/go/latchkey/oas_client_gen.go | grep -cE '^	[A-Z]\w*\(')
[ "$made" = $((calls - webhooks)) ] || { echo "$((calls - webhooks)) calls, and the Go client has $made" >&2; exit 1; }

for _ in $(seq 1 240); do grep -q '^API key: ' "$work/out" && break; sleep 0.5; done
KEY=$(sed -n 's/^API key: //p' "$work/out")
URL=$(sed -n 's/^Latchkey: //p' "$work/out")
[ -n "$KEY" ] || { cat "$work/out"; echo "the local service did not start" >&2; exit 1; }
export KEY URL
(cd "$work/python" && PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" generated_client.py)
"$work/go/client"
