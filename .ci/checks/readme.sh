#!/usr/bin/env bash
# What a newcomer does: the first command, the three lines that it prints, and README's calls after them, pasted in this order
# into one POSIX shell; its programs in TypeScript and Java; and the command that makes a second app meanwhile. The answers are
# those that README shows.
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

snippet() { python3 .ci/checks/readme.py snippet README.md "$1" | sed "s|http://localhost:3000|http://localhost:$port|"; }
KEY=$(sed -n 's/^API key: //p' "$work/out")
export KEY

# In a copy: what npm installs and tsc writes stays out of the checkout.
tar -c --exclude node_modules --exclude dist -C sdk js | tar -x -C "$work"
(cd "$work/js" && npm ci --no-fund --no-audit --silent && npm run --silent build)
mkdir -p "$work/node/node_modules"
ln -s "$work/js" "$work/node/node_modules/latchkey"
ln -s "$work/js/node_modules/@types" "$work/node/node_modules/@types"
snippet ts >"$work/node/first.mts"
(cd "$work/node" && "$work/js/node_modules/.bin/tsc" --strict --module nodenext --target es2022 --types node first.mts)
[ "$(node "$work/node/first.mjs")" = "inside as host" ] || { echo "README's program in TypeScript lets nobody in" >&2; exit 1; }

mvn -B -ntp -q -pl sdk/java -am compile
for library in com.fasterxml.jackson.core:jackson-core:"$(sed -n 's|.*<jackson.version>\(.*\)</.*|\1|p' pom.xml)" \
    org.jspecify:jspecify:"$(sed -n 's|.*<jspecify.version>\(.*\)</.*|\1|p' pom.xml)"; do
    mvn -B -ntp -q -N dependency:copy -Dartifact="$library" -DoutputDirectory="$work/libraries"
done
snippet java >"$work/First.java"
token=$(java -cp "sdk/java/target/classes:$work/libraries/*" "$work/First.java")
room=$(python3 -c 'import base64, json, sys; print(json.loads(base64.urlsafe_b64decode(sys.argv[1].split(".")[1] + "=="))["data"]["roomName"])' "$token")
[ "$(curl -s -o /dev/null -w '%{http_code}' "http://localhost:$port/api/v1/join/dev/$room" -H 'Content-Type: application/json' -d "{\"accessToken\": \"$token\"}")" = 201 ] ||
    { echo "README's program in Java makes no token that opens a door" >&2; exit 1; }

key=$(mvn -q -Plocal -Dexec.args="apps action=create-app app=two" | sed -nE 's/.*"apiKey":"([^"]+)".*/\1/p')
[ "$(curl -s -o /dev/null -w '%{http_code}' "http://localhost:$port/api/v1/rooms" -H "x-api-key: $key")" = 200 ] ||
    { echo "the second app's key is not taken" >&2; exit 1; }
echo "README's calls and programs work as pasted, and a second app is made meanwhile"
