#!/usr/bin/env bash
# Key rotation over the wire, against moto's Secrets Manager.
set -euo pipefail
moto=$LATCHKEY_CI_TOOLS/moto port=${LATCHKEY_MOTO_PORT:-15055}
[ -x "$moto/bin/moto_server" ] || { python3 -m venv "$moto" && "$moto/bin/pip" -q install "moto[server,secretsmanager]==5.2.1"; }
"$moto/bin/moto_server" -H 127.0.0.1 -p "$port" >/dev/null 2>&1 &
server=$!
trap 'kill $server' EXIT
for _ in $(seq 1 100); do (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.2; done
AWS_ENDPOINT_URL=http://127.0.0.1:$port mvn -B -ntp test -pl shared -Dtest=SecretsManagerEmulatorTest | tee "$LATCHKEY_CI_TOOLS/emulator.log" |
    grep -E "Tests run|ERROR" || true
grep -q "Tests run: [1-9][0-9]*, Failures: 0, Errors: 0, Skipped: 0" "$LATCHKEY_CI_TOOLS/emulator.log"
