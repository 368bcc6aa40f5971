#!/usr/bin/env bash
# Webhooks as receivers get them, verified with libraries that are not ours: the reference ones of Standard Webhooks, npm's and PyPI's.
set -euo pipefail
port=${LATCHKEY_CI_PORT:-13080}
node_tools=$LATCHKEY_CI_TOOLS/standardwebhooks-node venv=$LATCHKEY_CI_TOOLS/standardwebhooks-python
mkdir -p "$node_tools"
[ -d "$node_tools/node_modules/standardwebhooks" ] || npm --prefix "$node_tools" install --no-fund --no-audit --silent standardwebhooks@1.1.1
[ -x "$venv/bin/python" ] || { python3 -m venv "$venv" && "$venv/bin/pip" -q install -r .ci/requirements/standardwebhooks.txt; }

work=$(mktemp -d)
PORT=$port LATCHKEY_DATA=$work/data mvn -q -Plocal >"$work/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 1 240); do grep -q '^API key: ' "$work/out" && break; sleep 0.5; done
key=$(sed -n 's/^API key: //p' "$work/out")
[ -n "$key" ] || { cat "$work/out"; echo "the local service did not start" >&2; exit 1; }

cp .ci/checks/webhook-signatures.mjs "$node_tools/"
URL=http://localhost:$port KEY=$key MESSAGES=$work/messages.json node "$node_tools/webhook-signatures.mjs"
"$venv/bin/python" .ci/checks/webhook-signatures.py "$work/messages.json"
