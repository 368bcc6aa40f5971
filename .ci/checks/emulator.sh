#!/usr/bin/env bash
# What needs more of AWS than its table, against moto's Secrets Manager: key rotation over the wire, and the package that is
# uploaded, every function of it under Lambda's runtime client, on the Java that template.yaml names.
set -euo pipefail
moto=$LATCHKEY_CI_TOOLS/moto port=${LATCHKEY_MOTO_PORT:-15055} log=$LATCHKEY_CI_TOOLS/emulator.log
[ -x "$moto/bin/moto_server" ] || { python3 -m venv "$moto" && "$moto/bin/pip" -q install -r .ci/requirements/moto.txt; }
java=$(sed -n 's/^ *Runtime: java//p' template.yaml)
homes=(/usr/lib/jvm/*"$java"*)
"$moto/bin/moto_server" -H 127.0.0.1 -p "$port" >/dev/null 2>&1 &
server=$!
trap 'kill $server' EXIT
for _ in $(seq 1 100); do (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.2; done
JAVA_HOME=${homes[0]} AWS_ENDPOINT_URL=http://127.0.0.1:$port mvn -B -ntp verify -pl shared,template,functions \
    -Dtest=SecretsManagerEmulatorTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test='*IT' -Dfailsafe.failIfNoSpecifiedTests=false | tee "$log" | grep -E "Tests run|Footprint|ERROR" || true
# One class in shared and five in functions, and nothing skipped.
[ "$(grep -cE "Tests run: [1-9][0-9]*, Failures: 0, Errors: 0, Skipped: 0.* -- in " "$log")" = 6 ]
grep -q "BUILD SUCCESS" "$log"
