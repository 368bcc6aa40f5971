#!/usr/bin/env bash
# A million inputs into the reader of tokens, a million into the readers of requests, and some into whole functions, which take
# a hundred times as long; all guided by coverage (Jazzer).
set -euo pipefail
runs=${LATCHKEY_FUZZ_RUNS:-1000000}
log=$LATCHKEY_CI_TOOLS/fuzz.log
fuzz() {
    local profiles=$1 runs=$2
    mvn -q -B -ntp -P"$profiles" -pl shared,template,functions test-compile exec:exec -Dfuzz.runs="$runs" >"$log" 2>&1 ||
        { tail -60 "$log"; exit 1; }
    [ "$(grep -c "Done $runs runs" "$log")" = 2 ]
    grep "Done $runs runs" "$log"
}
fuzz fuzz "$runs"
fuzz fuzz,fuzz-functions "$((runs / 20))"
