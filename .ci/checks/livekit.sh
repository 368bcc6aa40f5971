#!/usr/bin/env bash
# A real LiveKit beside the local service: it takes the tokens, with exactly the grants of the table, and obeys. Its own clients, unmodified.
set -euo pipefail
port=${LATCHKEY_CI_PORT:-13082}
version=1.13.5
media=$((port + 1)) rtc=$((port + 2))
livekit=$LATCHKEY_CI_TOOLS/livekit-server-$version node_tools=$LATCHKEY_CI_TOOLS/livekit-node venv=$LATCHKEY_CI_TOOLS/livekit-python
mkdir -p "$node_tools"
# The newest that the Go module proxy has whole: later ones replace modules with forks.
[ -x "$livekit" ] || (cd .ci/requirements/livekit && GOTOOLCHAIN=local GOFLAGS=-mod=readonly \
    go build -trimpath -ldflags='-s -w' -o "$livekit" github.com/livekit/livekit-server/cmd/server)
"$livekit" --version | grep -qF "$version" || { echo "LiveKit $version was not built" >&2; exit 1; }
[ -d "$node_tools/node_modules/livekit-client" ] || npm --prefix "$node_tools" install --no-fund --no-audit --silent \
    livekit-client@2.23.0 livekit-server-sdk@2.19.2
[ -x "$venv/bin/python" ] || { python3 -m venv "$venv" && "$venv/bin/pip" -q install -r .ci/requirements/livekit.txt; }

work=$(mktemp -d)
started=()
trap 'kill "${started[@]}" 2>/dev/null || true; wait "${started[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
PORT=$port LATCHKEY_DATA=$work/data mvn -q -Plocal >"$work/out" 2>&1 &
started+=($!)
cat >"$work/livekit.yaml" <<YAML
port: $media
bind_addresses: ["127.0.0.1"]
rtc: {tcp_port: 0, udp_port: $rtc, use_external_ip: false, node_ip: 127.0.0.1, enable_loopback_candidate: true, interfaces: {includes: [lo]}}
keys: {ci: "a-secret-of-this-check-of-32-characters-or-more"}
webhook: {api_key: ci, urls: ["http://127.0.0.1:$port/api/v1/livekit/dev/webhook"]}
room: {auto_create: false}
logging: {level: error}
YAML
"$livekit" --config "$work/livekit.yaml" >"$work/livekit.log" 2>&1 &
started+=($!)
for _ in $(seq 1 240); do grep -q '^API key: ' "$work/out" && break; sleep 0.5; done
key=$(sed -n 's/^API key: //p' "$work/out")
[ -n "$key" ] || { cat "$work/out"; echo "the local service did not start" >&2; exit 1; }
for _ in $(seq 1 60); do curl -sf "http://127.0.0.1:$media/" >"$work/up" && break; sleep 0.5; done
[ -s "$work/up" ] || { cat "$work/livekit.log"; echo "LiveKit did not start" >&2; exit 1; }

cp .ci/checks/livekit-clients.mjs "$node_tools/"
export SERVICE=http://127.0.0.1:$port KEY=$key OPERATOR=$work/data/operator LIVEKIT=127.0.0.1:$media \
    LIVEKIT_KEY=ci LIVEKIT_SECRET=a-secret-of-this-check-of-32-characters-or-more
"$venv/bin/python" .ci/checks/livekit_obeys.py
node "$node_tools/livekit-clients.mjs"
