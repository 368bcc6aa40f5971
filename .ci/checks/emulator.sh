#!/usr/bin/env bash
# What needs more of AWS than its table, against LocalStack without Docker: key rotation, queues and the bus over the wire, and the
# package that is uploaded, every function of it under Lambda's runtime client, on the Java that template.yaml names.
set -euo pipefail
venv=$LATCHKEY_CI_TOOLS/localstack port=${LATCHKEY_LOCALSTACK_PORT:-15055} log=$LATCHKEY_CI_TOOLS/emulator.log
work=$(mktemp -d)
if [ ! -x "$venv/bin/localstack" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" -q install -r .ci/requirements/localstack.txt
    # Its own pins leave out what newer ones of these broke. pip says that joserfc wants a newer cryptography: it is not used here.
    "$venv/bin/pip" -q install -r .ci/requirements/localstack-pins.txt
fi
GATEWAY_LISTEN=127.0.0.1:$port SERVICES=secretsmanager,sqs,events,lambda,s3,iam,sts DISABLE_EVENTS=1 SKIP_SSL_CERT_DOWNLOAD=1 DNS_ADDRESS=0 \
    LOCALSTACK_VOLUME_DIR=$work/volume FILESYSTEM_ROOT=$work/files setsid "$venv/bin/localstack" start --host >"$work/log" 2>&1 &
server=$!
trap 'kill -- -$server; rm -rf "$work"' EXIT
for _ in $(seq 1 300); do (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.2; done
endpoint=http://127.0.0.1:$port
function=$("$venv/bin/python" .ci/checks/rotation_function.py "$endpoint") || { cat "$work/log"; exit 1; }
java=$(sed -n 's/^ *Runtime: java//p' template.yaml)
homes=(/usr/lib/jvm/*"$java"*)
JAVA_HOME=${homes[0]} AWS_ENDPOINT_URL=$endpoint AWS_EMULATOR_ROTATION_FUNCTION_ARN=$function mvn -B -ntp verify -pl shared,template,functions \
    -Dtest='*EmulatorTest' -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test='*IT' -Dfailsafe.failIfNoSpecifiedTests=false | tee "$log" | grep -E "Tests run|Footprint|ERROR" || true
# Every class that needs it has run, and nothing was skipped.
classes=$(find shared/src/test functions/src/test -name '*EmulatorTest.java' -o -name '*IT.java' | wc -l)
[ "$(grep -cE "Tests run: [1-9][0-9]*, Failures: 0, Errors: 0, Skipped: 0.* -- in " "$log")" = "$classes" ]
grep -q "BUILD SUCCESS" "$log"
