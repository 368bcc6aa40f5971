#!/usr/bin/env bash
# The pages in Chromium, and a story in Firefox, against the local service: types, lint, every way of entering, the dashboard, what axe
# knows, and what a page may not do.
# SCREENSHOTS=docs/pages also takes the pictures of docs/pages.md.
set -euo pipefail
port=${LATCHKEY_CI_PORT:-13078}
.ci/debian-package /usr/bin/chromium:chromium /usr/bin/firefox-esr:firefox-esr
work=$(mktemp -d)
PORT=$port LATCHKEY_ORIGINS=http://localhost:5173 LATCHKEY_DATA=$work/data mvn -q -Plocal >"$work/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
for package in lit uplot; do
    [ "$(sed -n "s|.*<$package.version>\(.*\)</.*|\1|p" pom.xml)" = "$(sed -n "s|.*\"$package\": \"\(.*\)\".*|\1|p" sdk/js/package.json)" ] ||
        { echo "pom.xml and sdk/js/package.json name two versions of $package" >&2; exit 1; }
done
# In a copy: what npm installs stays out of the checkout.
mkdir -p "$work/repository/sdk"
tar -c --exclude node_modules --exclude target --exclude dist sdk/js web examples/door | tar -x -C "$work/repository"
cp openapi.yaml template.yaml "$work/repository/"
(cd "$work/repository/sdk/js" && npm ci --no-fund --no-audit --silent)
ln -s ../sdk/js/node_modules "$work/repository/web/node_modules"
screenshots=${SCREENSHOTS:+$(realpath "$SCREENSHOTS")}
cd "$work/repository/web"
node_modules/.bin/tsc -p tsconfig.json
node_modules/.bin/biome ci --colors=off .
node_modules/.bin/vitest run
for _ in $(seq 1 240); do grep -q '^API key: ' "$work/out" && break; sleep 0.5; done
key=$(sed -n 's/^API key: //p' "$work/out")
[ -n "$key" ] || { cat "$work/out"; echo "the local service did not start" >&2; exit 1; }
LATCHKEY_URL=http://localhost:$port LATCHKEY_KEY=$key SCREENSHOTS=$screenshots node_modules/.bin/vitest run --config e2e/vitest.config.ts
