#!/usr/bin/env bash
# The benchmarks start, measure and print: a round or two of each, so that they do not rot between two tables of record.
set -euo pipefail
mvn -B -ntp -q -Pbench package -Dtest='dev.latchkey.bench.**' -Dsurefire.failIfNoSpecifiedTests=false -pl bench -am
out=$LATCHKEY_CI_TOOLS/bench.md
SKIP_BUILD=1 ROUNDS=1 FUNCTIONS='CreateTokenFunction JoinRequestFunction' bench/run coldstart | tee "$out"
SKIP_BUILD=1 SECONDS_EACH=0.1 bench/run warm | tee -a "$out"
SKIP_BUILD=1 SECONDS_EACH=1 bench/run load
SKIP_BUILD=1 SECONDS_EACH=20 bench/run webhooks
SKIP_BUILD=1 bench/run live
SKIP_BUILD=1 SOCKETS=100 MINUTES=0.1 bench/run sockets
grep -q '| CreateTokenFunction, snapshot |' "$out"
grep -q '| Node.js twin, bundled |' "$out"
grep -q '| Go twin |' "$out"
grep -q '| JoinRequestFunction |' "$out"
grep -q '| mint access token |' "$out"
grep -q '| mint access token: read back |' "$out"
