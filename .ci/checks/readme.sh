#!/usr/bin/env bash
# What a newcomer does: the first command, the three lines that it prints, and README's calls after them, pasted in this order
# into one POSIX shell; and the command that makes a second app meanwhile. The answers are those that README shows.
set -euo pipefail
port=${LATCHKEY_CI_PORT:-13078}
work=$(mktemp -d)
export LATCHKEY_DATA=$work/data
PORT=$port mvn -q -Plocal >"$work/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 1 600); do grep -q '/local/commands' "$work/out" && break; sleep 0.5; done
[ "$(grep -c 'curl ' "$work/out")" = 5 ] || { cat "$work/out"; echo "the local service did not print its lines" >&2; exit 1; }

head -1 "$work/out" | grep -q 'The first time takes' || { echo "the local service does not say first what it does" >&2; exit 1; }

python3 .ci/checks/readme.py calls README.md | sed "s|http://localhost:3000|http://localhost:$port|" >"$work/calls"
# The fourth line goes on for ever; event-examples.sh follows it.
{ grep 'curl ' "$work/out" | grep -v '/local/events'; sed 's/^curl /echo; curl -s /' "$work/calls"; } >"$work/pasted"
sh -eu "$work/pasted" >"$work/answers" 2>/dev/null
python3 .ci/checks/readme.py compare README.md "$work/answers"

key=$(mvn -q -Plocal -Dexec.args="apps action=create-app app=two" | sed -nE 's/.*"apiKey":"([^"]+)".*/\1/p')
[ "$(curl -s -o /dev/null -w '%{http_code}' "http://localhost:$port/api/v1/rooms" -H "x-api-key: $key")" = 200 ] ||
    { echo "the second app's key is not taken" >&2; exit 1; }
echo "README's calls work as pasted, and a second app is made meanwhile"
