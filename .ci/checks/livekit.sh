#!/usr/bin/env bash
# A real LiveKit beside the local service: it takes the tokens, with exactly the grants of the table, and obeys. Its own clients,
# unmodified, and the example's page in Chromium.
set -euo pipefail
port=${LATCHKEY_CI_PORT:-13082}
version=1.13.5
media=$((port + 1)) rtc=$((port + 2)) page=$((port + 3)) nginx=$((port + 4)) faults=$((port + 5)) caddy=$((port + 6))
livekit=$LATCHKEY_CI_TOOLS/livekit-server-$version node_tools=$LATCHKEY_CI_TOOLS/livekit-node venv=$LATCHKEY_CI_TOOLS/livekit-python
mkdir -p "$node_tools"
# The newest that the Go module proxy has whole: later ones replace modules with forks.
[ -x "$livekit" ] || (cd .ci/requirements/livekit && GOTOOLCHAIN=local GOFLAGS=-mod=readonly \
    go build -trimpath -ldflags='-s -w' -o "$livekit" github.com/livekit/livekit-server/cmd/server)
"$livekit" --version | grep -qF "$version" || { echo "LiveKit $version was not built" >&2; exit 1; }
if ! cmp -s .ci/requirements/livekit-node/package-lock.json "$node_tools/installed"; then
    cp .ci/requirements/livekit-node/*.json "$node_tools/"
    npm --prefix "$node_tools" ci --no-fund --no-audit --silent
    cp "$node_tools/package-lock.json" "$node_tools/installed"
fi
.ci/debian-package /usr/bin/chromium:chromium /usr/sbin/nginx:nginx-light /usr/bin/caddy:caddy
[ -x "$venv/bin/python" ] || { python3 -m venv "$venv" && "$venv/bin/pip" -q install -r .ci/requirements/livekit.txt; }

work=$(mktemp -d)
started=()
export PYTHONDONTWRITEBYTECODE=1
trap 'kill "${started[@]}" 2>/dev/null || true; wait "${started[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
PORT=$port LATCHKEY_ORIGINS=http://127.0.0.1:$page LATCHKEY_DATA=$work/data mvn -q -Plocal >"$work/out" 2>&1 &
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

# The gates are what docs/media.md says of nginx and of Caddy, with these addresses.
said_of() {
    sed -n "/^With $1:/,/^[^ ]/{/^    /p}" docs/media.md |
        sed "s|<ApiUrl>|http://127.0.0.1:$port|; s|/livekit/acme/|/livekit/dev/|; s|127.0.0.1:7880|127.0.0.1:$media|"
}
{
    echo "daemon off; pid $work/nginx.pid; error_log $work/nginx.log; events {} http { access_log off;"
    sed -n 's/.*# \(map .*}\)$/\1/p' docs/media.md
    echo "server { listen 127.0.0.1:$nginx;"
    said_of nginx
    echo "} }"
} >"$work/nginx.conf"
/usr/sbin/nginx -e "$work/nginx.log" -c "$work/nginx.conf" &
started+=($!)
{
    printf '{\n admin off\n}\n'
    echo "http://127.0.0.1:$caddy {"
    echo " bind 127.0.0.1"
    said_of Caddy
    echo "}"
} >"$work/Caddyfile"
XDG_DATA_HOME=$work/caddy XDG_CONFIG_HOME=$work/caddy /usr/bin/caddy run --config "$work/Caddyfile" --adapter caddyfile 2>"$work/caddy.log" &
started+=($!)

# In a copy: what npm installs and Vite writes stays out of the checkout.
mkdir -p "$work/repository/examples" "$work/repository/sdk/js"
cp -r examples/livekit-room "$work/repository/examples/"
cp -r sdk/js/src "$work/repository/sdk/js/"
(cd "$work/repository/examples/livekit-room" && npm ci --no-fund --no-audit --silent && npm run --silent build >"$work/vite")
(cd "$work/repository/examples/livekit-room" && exec node_modules/.bin/vite preview --host 127.0.0.1 --port "$page" --strictPort) >"$work/preview" 2>&1 &
started+=($!)

for gate in nginx caddy; do
    curl -s -o "$work/up" "http://127.0.0.1:${!gate}/" || { cat "$work/$gate.log"; echo "$gate did not start" >&2; exit 1; }
done

cp .ci/checks/livekit-clients.mjs .ci/checks/livekit-room.mjs "$node_tools/"
export SERVICE=http://127.0.0.1:$port KEY=$key OPERATOR=$work/data/operator LIVEKIT=127.0.0.1:$media NGINX=127.0.0.1:$nginx CADDY=127.0.0.1:$caddy \
    FAULTS_PORT=$faults LIVEKIT_SERVER=$livekit \
    LIVEKIT_KEY=ci LIVEKIT_SECRET=a-secret-of-this-check-of-32-characters-or-more
"$venv/bin/python" .ci/checks/livekit_faults.py &
faulty=$!
"$venv/bin/python" .ci/checks/livekit_obeys.py
node "$node_tools/livekit-clients.mjs"
PAGE=http://127.0.0.1:$page node "$node_tools/livekit-room.mjs"
wait $faulty
