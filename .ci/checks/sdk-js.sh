#!/usr/bin/env bash
# The SDK for browsers and Node: types, lint, tests, size, packaging, and every client method against the local service, from Node
# and from Chromium.
set -euo pipefail
port=${LATCHKEY_CI_PORT:-13078}
.ci/debian-package /usr/bin/chromium:chromium /usr/bin/firefox-esr:firefox-esr
work=$(mktemp -d)
PORT=$port LATCHKEY_ORIGINS=http://localhost:5173 LATCHKEY_DATA=$work/data mvn -q -Plocal >"$work/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
# In a copy: what npm installs and tsc writes stays out of the checkout.
mkdir -p "$work/repository/sdk"
cp openapi.yaml "$work/repository/"
tar -c --exclude node_modules --exclude dist -C sdk js | tar -x -C "$work/repository/sdk"
cd "$work/repository/sdk/js"
npm ci --no-fund --no-audit --silent
npm run --silent check
for _ in $(seq 1 240); do grep -q '^API key: ' "$work/out" && break; sleep 0.5; done
key=$(sed -n 's/^API key: //p' "$work/out")
[ -n "$key" ] || { cat "$work/out"; echo "the local service did not start" >&2; exit 1; }
LATCHKEY_URL=http://localhost:$port LATCHKEY_KEY=$key npm run --silent e2e
