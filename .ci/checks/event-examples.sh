#!/usr/bin/env bash
# The examples of docs/events.md and docs/commands.md, against the service on this machine: both say who comes and who goes.
set -euo pipefail
port=${LATCHKEY_CI_PORT:-13078}
url=http://localhost:$port
work=$(mktemp -d)
PORT=$port LATCHKEY_DATA=$work/data mvn -q -Plocal >"$work/out" 2>&1 &
pids=$!
trap 'kill $pids 2>/dev/null || true; wait $pids 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 1 240); do grep -q '^API key: ' "$work/out" && break; sleep 0.5; done
key=$(sed -n 's/^API key: //p' "$work/out")
[ -n "$key" ] || { cat "$work/out"; echo "the local service did not start" >&2; exit 1; }

call() { curl -sSf "$url$1" -H "x-api-key: $key" -H 'content-type: application/json' -d "$2"; }
come_and_go() {
  session=$(call /api/v1/join/dev/hall '{"name":"Ada"}' | sed -n 's/.*"sessionToken":"\([^"]*\)".*/\1/p')
  curl -sSf -X POST "$url/api/v1/session/leave" -H "authorization: Bearer $session" >"$work/left"
}
call /api/v1/room '{"roomName":"hall"}' >"$work/room"
LATCHKEY_KEY=$key node examples/events/follow.mjs "$url" >"$work/node" 2>&1 &
pids="$! $pids"
LATCHKEY_KEY=$key java examples/events/Follow.java "$url" >"$work/java" 2>&1 &
pids="$! $pids"
LATCHKEY_KEY=$key node examples/commands/send.mjs '{"type": "create-room", "body": {"roomName": "by-command"}}' "$url" >"$work/command"
grep -q '^command.succeeded .*"roomName":"by-command"' "$work/command" || { cat "$work/command"; echo "the command was not answered" >&2; exit 1; }
# Until both listen, people come and go.
for _ in $(seq 1 60); do
  come_and_go
  if grep -q '^peer.joined in hall; inside: Ada$' "$work/node" && grep -q '^peer.left in hall; inside: nobody$' "$work/node" \
    && grep -q '^peer.joined in hall; inside: \[Ada\]$' "$work/java" && grep -q '^peer.left in hall; inside: \[\]$' "$work/java"; then
    echo "both examples tell who comes and who goes"
    exit 0
  fi
  sleep 1
done
cat "$work/node" "$work/java"
echo "an example did not tell who comes and who goes" >&2
exit 1
