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

put() { curl -sS --fail-with-body -X PUT "$url$1" -H "x-api-key: $key" -H 'Content-Type: application/json' -d "$2"; }
post() { curl -sS --fail-with-body "$url$1" -H "x-api-key: $key" -H 'Content-Type: application/json' -d "$2"; }
member() { "$venv/bin/python" -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
# Two rooms for stories: one that is private, with a waiting room and guests' tokens, of which each opens it until its holder is put out; and
# one that anybody may enter. And the app's media server, which nobody answers for: people come in all the same.
set_stage() {
    put /api/v1/media "$LATCHKEY_MEDIA" >"$work/media"
    post /api/v1/room "{\"roomName\":\"$1\",\"privacy\":\"private\",\"enableRequestToJoin\":true}" >"$work/room"
    post /api/v1/room "{\"roomName\":\"$2\"}" >"$work/room"
    export LATCHKEY_ROOMS="$1 $2" LATCHKEY_GUESTS=
    for _ in $(seq 1 20); do LATCHKEY_GUESTS+="$(post /api/v1/token "{\"roomName\":\"$1\"}" | member token) "; done
}
LATCHKEY_MEDIA="{\"kind\":\"livekit\",\"url\":\"ws://127.0.0.1:9\",\"apiUrl\":\"http://127.0.0.1:9\",\"apiKey\":\"devkey\",\"apiSecret\":\"$(printf 'secret%.0s' 1 2 3 4 5 6)\"}"
export LATCHKEY_MEDIA
set_stage weekly-sync open-house # the room that openapi.yaml's examples name

here=$PWD/.ci/checks
export PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1
# An HTTP API of API Gateway answers an unknown method with 404, as an unknown address, and so does the local one; and
# schemathesis_hooks.py has the other two checks, with what no schema can say.
exclude=unsupported_method,positive_data_acceptance,missing_required_header
found=0
# What a caller authenticates with. A host's session token lives for five minutes: each pass has another host.
credential() {
    case $1 in
    nobody) ;;
    host)
        local token
        token=$(post /api/v1/token '{"roomName":"weekly-sync","role":"host"}' | member token)
        echo "Authorization: Bearer $(post /api/v1/join/dev/weekly-sync "{\"accessToken\":\"$token\"}" | member sessionToken)"
        ;;
    server) echo "x-api-key: $key" ;;
    esac
}
# ask <caller> <pass> <hooks> <arguments>
ask() {
    local caller=$1 pass=$2 hooks=$3 name=$1-$2 credential
    shift 3
    credential=$(credential "$caller")
    (cd "$work" && SCHEMATHESIS_HOOKS=$hooks timeout 1800 "$venv/bin/schemathesis" --config-file "$here/../schemathesis.toml" \
        run "$here/../../openapi.yaml" --url "$url" --checks all --continue-on-failure --no-color --generation-database none --report-har-path "$work/$name.har" \
        ${credential:+-H "$credential"} "$@") \
        >"$work/$name.log" 2>&1 || { cat "$work/$name.log"; found=1; }
    sed -n "s/^ *\([0-9]* generated.*\)/as $caller, $pass: \1/p" "$work/$name.log"
}
reached() { "$venv/bin/python" "$here/schemathesis_reached.py" openapi.yaml "$work"/*.har; }
# follow <caller> <seed> <stories> <arguments>: tells stories along the links. A token that came by a link looks to schemathesis as one that it made up
# itself (ignored_auth), and a request that was withdrawn can be read (use_after_free).
follow() {
    local caller=$1 seed=$2 stories=$3
    shift 3
    ask "$caller" "links-$seed" schemathesis_links --phases stateful --mode positive --max-examples "$stories" --seed "$seed" \
        --exclude-checks ignored_auth,use_after_free,$exclude "$@"
}
people=(--include-tag Entering --include-tag "Waiting room" --include-tag People --include-tag History --exclude-operation-id leave)
for seed in 1 2; do
    follow nobody "$seed" 30 "${people[@]}"
    follow host "$seed" 30 "${people[@]}"
done
for caller in nobody host server; do
    own=()
    [ "$caller" = host ] && own=(--exclude-operation-id leave) # who leaves is a host no more
    # Who ends, narrows or replaces his own key is a server no more; the stories do so with keys that they have made.
    [ "$caller" = server ] && own=(--exclude-operation-id revokeApiKey --exclude-operation-id changeApiKey --exclude-operation-id rotateApiKey)
    ask "$caller" each schemathesis_hooks --phases examples,coverage,fuzzing --max-examples 25 --seed 20261124 --exclude-checks $exclude "${own[@]}"
done
set_stage private-0 open-0
# What a long story seldom comes to: from a token for a room to one of its media server, and by that past the gate.
follow server 0 100 --include-operation-id createToken --include-operation-id liveKitToken --include-operation-id liveKitGate
# Nothing is found where nothing was asked: stories go on until every operation has succeeded.
for seed in $(seq 1 20); do
    set_stage "private-$seed" "open-$seed" # what is asked at random has archived the others
    # Without its media server, nobody gets a token for it; the app has had it taken away above.
    follow server "$seed" 100 --exclude-operation-id unsetMedia
    [ "$seed" -lt 3 ] || ! reached >/dev/null 2>&1 || break
done
reached || found=1
exit $found
