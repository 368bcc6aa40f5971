#!/usr/bin/env bash
# Huddle01's own server SDK against the running service, with nothing changed but the host that it calls.
set -euo pipefail
port=${LATCHKEY_CI_PORT:-13081}
tools=$LATCHKEY_CI_TOOLS/huddle01-sdk
sdk=@huddle01/server-sdk
mkdir -p "$tools"
[ -d "$tools/node_modules/sdk-2.6.2" ] || npm --prefix "$tools" install --no-fund --no-audit --silent \
    hono@4.13.19 jose@5.10.0 zod@3.25.76 sdk-2.5.2@npm:$sdk@2.5.2 sdk-2.5.5@npm:$sdk@2.5.5 sdk-2.6.2@npm:$sdk@2.6.2

work=$(mktemp -d)
PORT=$port LATCHKEY_DATA=$work/data mvn -q -Plocal >"$work/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 1 240); do grep -q '^API key: ' "$work/out" && break; sleep 0.5; done
key=$(sed -n 's/^API key: //p' "$work/out")
[ -n "$key" ] || { cat "$work/out"; echo "the local service did not start" >&2; exit 1; }

cp .ci/checks/huddle01-sdk.mjs "$tools/"
URL=http://localhost:$port KEY=$key OPERATOR=$work/data/operator node "$tools/huddle01-sdk.mjs" 2.5.2 2.5.5 2.6.2
