#!/usr/bin/env bash
# The README's first command, and a media server's part with a library that is not ours: jose verifies a session token offline.
set -euo pipefail
port=${LATCHKEY_CI_PORT:-13077}
work=$(mktemp -d)
PORT=$port LATCHKEY_DATA=$work/data mvn -q -Plocal >"$work/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 1 240); do grep -q '^API key: ' "$work/out" && break; sleep 0.5; done
key=$(sed -n 's/^API key: //p' "$work/out")
[ -n "$key" ] || { cat "$work/out"; echo "the local service did not start" >&2; exit 1; }
tools=$LATCHKEY_CI_TOOLS/jose
mkdir -p "$tools"
[ -d "$tools/node_modules/jose" ] || npm --prefix "$tools" install --no-fund --no-audit --silent jose@5.9.6
cp .ci/checks/offline-verification.mjs "$tools/"
URL=http://localhost:$port KEY=$key node "$tools/offline-verification.mjs"
