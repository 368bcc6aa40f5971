#!/usr/bin/env bash
# openapi.yaml says what the service does, no more and no less: schemathesis with all checks, to a visitor without anything, a host
# inside a room, and an app's server.
set -euo pipefail
venv=$LATCHKEY_CI_TOOLS/$(head -n 1 .ci/requirements/schemathesis.txt)
[ -x "$venv/bin/schemathesis" ] || { python3 -m venv "$venv" && "$venv/bin/pip" -q install -r .ci/requirements/schemathesis.txt; }
work=$(mktemp -d)
PORT=0 LATCHKEY_DATA=$work/data mvn -q -Plocal >"$work/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 1 240); do grep -q '^API key: ' "$work/out" && break; sleep 0.5; done
key=$(sed -n 's/^API key: //p' "$work/out")
url=$(sed -n 's/^Latchkey: //p' "$work/out")
[ -n "$key" ] || { cat "$work/out"; echo "the local service did not start" >&2; exit 1; }

post() { curl -sS --fail-with-body "$url$1" -H "x-api-key: $key" -H 'Content-Type: application/json' -d "$2"; }
member() { "$venv/bin/python" -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
# The room that openapi.yaml's examples name, with a host inside.
post /api/v1/room '{"roomName":"weekly-sync"}' >"$work/room"
token=$(post /api/v1/token '{"roomName":"weekly-sync","role":"host"}' | member token)
session=$(post /api/v1/join/dev/weekly-sync "{\"accessToken\":\"$token\"}" | member sessionToken)

here=$PWD/.ci/checks
export PYTHONPATH=$here SCHEMATHESIS_HOOKS=schemathesis_hooks PYTHONDONTWRITEBYTECODE=1
# An HTTP API of API Gateway answers an unknown method with 404, as an unknown address, and so does the local one; and
# schemathesis_hooks.py has the second check, with what no schema can say.
exclude=unsupported_method,positive_data_acceptance
found=0
as() {
    local caller=$1 log=$work/$1.log
    shift
    (cd "$work" && timeout 400 "$venv/bin/schemathesis" run "$here/../../openapi.yaml" \
        --url "$url" --checks all --exclude-checks "$exclude" --seed 20261124 --max-examples 25 --continue-on-failure --no-color \
        --generation-database none "$@") >"$log" 2>&1 || { cat "$log"; found=1; }
    sed -n "s/^ *\([0-9]* generated.*\)/as $caller: \1/p" "$log"
    # Nothing is found where nothing was asked.
    [ "$(sed -n 's/^ *\([0-9]*\) generated.*/\1/p' "$log")" -gt 1000 ]
}
as nobody
as host -H "Authorization: Bearer $session"
as server -H "x-api-key: $key"
exit $found
