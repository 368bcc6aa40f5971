#!/usr/bin/env bash
# No dependency has a known fault, as far as the package registries tell: what npm's audit finds, what PyPI has yanked. Of Maven's
# artifacts they tell nothing: there the build itself refuses a list (pom.xml, no-known-faults), which is shown here to bite. What
# needs more than registries is the hosted CI's (.github/workflows/dependencies.yml). docs/decisions/0237.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
die() { printf 'dependencies: %s\n' "$*" >&2; exit 1; }

# ---- Maven: each module passed in the build; an artifact of the list does not --------------------------------------------
python3 .ci/checks/known_faults.py pom.xml "$work/pom.xml"
if mvn -B -ntp -q -f "$work/pom.xml" enforcer:enforce@no-known-faults >"$work/maven.log" 2>&1; then
    die "the build takes an artifact with a known fault"
fi
grep -q "banned" "$work/maven.log" || { cat "$work/maven.log"; die "the build fails, but not for the artifact with a known fault"; }
echo "maven: an artifact of the list is refused"

# ---- npm: every lock file in the repository --------------------------------------------------------------------------------
locks=$(find . -name package-lock.json -not -path '*/node_modules/*' -not -path '*/target/*')
[ -n "$locks" ] || die "no lock file of npm, and there was one"
for lock in $locks; do
    # Its exit code is the same for a fault and for a registry that answers no audits.
    (cd "$(dirname "$lock")" && npm audit --package-lock-only --json >"$work/audit.json" 2>/dev/null) || true
    python3 .ci/checks/npm_audit.py "$lock" "$work/audit.json"
done

# ---- PyPI: every pinned tool of the checks -----------------------------------------------------------------------------------
! grep -nE 'pip.* install .*[=]=' .ci/checks/*.sh || die "pinned in .ci/requirements and nowhere else, where Dependabot finds it"
tools=$(cat .ci/requirements/*.txt)
for tool in $tools; do
    python3 -m pip download -q --no-deps -d "$work/pip" "$tool" >"$work/pip.log" 2>&1 || { cat "$work/pip.log"; die "$tool"; }
    ! grep -i "yanked" "$work/pip.log" || die "$tool was yanked"
done
echo "pypi: none of $(wc -w <<<"$tools") pinned tools was yanked"
