#!/usr/bin/env bash
# A million inputs into the reader of tokens, and a million into the readers of requests, guided by coverage (Jazzer).
set -euo pipefail
runs=${LATCHKEY_FUZZ_RUNS:-1000000}
mvn -q -B -ntp -Pfuzz -pl shared,functions test-compile exec:exec -Dfuzz.runs="$runs" >"$LATCHKEY_CI_TOOLS/fuzz.log" 2>&1 ||
    { tail -60 "$LATCHKEY_CI_TOOLS/fuzz.log"; exit 1; }
[ "$(grep -c "Done $runs runs" "$LATCHKEY_CI_TOOLS/fuzz.log")" = 2 ]
grep "Done $runs runs" "$LATCHKEY_CI_TOOLS/fuzz.log"
