#!/usr/bin/env bash
# The publisher dies at random steps, by 20 seeds; CHAOS_SEEDS=200 tries more.
set -euo pipefail
seeds=${CHAOS_SEEDS:-20}
mvn -B -ntp -q test -pl local -am -Dtest=PublisherChaosTest -Dsurefire.failIfNoSpecifiedTests=false -Dchaos.seeds="$seeds"
grep -h "Tests run: $seeds, Failures: 0, Errors: 0, Skipped: 0" local/target/surefire-reports/dev.latchkey.local.PublisherChaosTest.txt
