"""Fails when npm's audit of a lock file found a fault. Says so where the registry answers no audits, as mirrors often do not."""

import json
import sys

lock, report = sys.argv[1:]
with open(report, encoding="utf-8") as file:
    audit = json.load(file)
found = audit.get("vulnerabilities")
if found is None:
    if "metadata" in audit or not audit.get("message"):
        sys.exit(f"npm: {lock}: an audit that is none: {audit}")
    print(f"npm: {lock}: NOT AUDITED, the registry does not answer: {audit['message'].split(' - ')[0]}")
elif found:
    sys.exit("\n".join(f"npm: {lock}: {name}: {fault['severity']}" for name, fault in found.items()))
else:
    print(f"npm: {lock}: no known fault")
