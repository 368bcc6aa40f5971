#!/usr/bin/env bash
# The README's first command, and a media server's part with libraries that are not ours: jose verifies a session token offline,
# and the two verifiers of examples/ refuse whoever is out, also across a rotation of keys and when the list is not to be had.
set -euo pipefail
port=${LATCHKEY_CI_PORT:-13077}
work=$(mktemp -d)
data=$work/data tools=$LATCHKEY_CI_TOOLS/jose verifier=$LATCHKEY_CI_TOOLS/offline-verifier
server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }; server=; }
trap 'stop; rm -rf "$work"' EXIT
start() {
  PORT=$port LATCHKEY_DATA=$data mvn -q -Plocal >"$work/out" 2>&1 &
  server=$!
  for _ in $(seq 1 240); do grep -q '^API key: ' "$work/out" && break; sleep 0.5; done
  grep -q '^API key: ' "$work/out" || { cat "$work/out"; echo "the local service did not start" >&2; exit 1; }
}
mkdir -p "$tools" "$verifier/node"
[ -d "$tools/node_modules/jose" ] || npm --prefix "$tools" install --no-fund --no-audit --silent jose@5.9.6
cp examples/offline-verifier/node/* "$verifier/node/"
[ -d "$verifier/node/node_modules/jose" ] || npm --prefix "$verifier/node" ci --no-fund --no-audit --silent
(cd examples/offline-verifier/go && GOTOOLCHAIN=local GOFLAGS=-mod=readonly go build -trimpath -o "$verifier/go" .)

start
key=$(sed -n 's/^API key: //p' "$work/out")
cp .ci/checks/offline-verification.mjs .ci/checks/offline-revocation.mjs "$tools/"
export URL=http://localhost:$port KEY=$key
node "$tools/offline-verification.mjs"

# What follows goes on over a restart of the service: the script says when, by these files.
VERIFIER=$verifier STAGE=$work node "$tools/offline-revocation.mjs" &
script=$!
reached() { for _ in $(seq 1 1200); do [ -e "$work/$1" ] && return; kill -0 "$script" || wait "$script"; sleep 0.1; done; echo "$1 was not reached" >&2; exit 1; }
reached rotate
# A key signs once it has been public for a quarter of an hour: these have been for an hour.
python3 - "$data/signing-keys.json" <<'PY'
import json, sys
keys = json.load(open(sys.argv[1]))
for key in keys["keys"]:
    key["published"] -= 3600
json.dump(keys, open(sys.argv[1], "w"))
PY
LATCHKEY_DATA=$data mvn -q -Plocal -Dexec.args="rotate-keys"
touch "$work/rotated"
reached restart
stop
start
touch "$work/restarted"
reached unreachable
stop
touch "$work/stopped"
wait "$script"
