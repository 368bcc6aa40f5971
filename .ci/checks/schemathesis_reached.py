"""Says which operations of openapi.yaml never succeeded. Arguments: openapi.yaml, and the HAR files of what was asked."""

import json
import re
import sys
from urllib.parse import unquote, urlsplit

import yaml

METHODS = {"get", "post", "patch", "delete", "put", "head"}
# LiveKit alone can sign what it tells, and no link carries a cookie.
CANNOT = {"liveKitWebhook", "getDashboardSession"}


def operations(contract):
    """From the narrowest address to the widest, since some of the wide ones match what is another's."""
    for path, item in sorted(contract["paths"].items(), key=lambda entry: entry[0].count("{")):
        pattern = re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path) + "$")
        for method in METHODS & item.keys():
            yield method.upper(), pattern, item[method]["operationId"]


def successes(har, known):
    with open(har, encoding="utf-8") as file:
        entries = json.load(file)["log"]["entries"]
    for entry in entries:
        if 200 <= entry["response"]["status"] < 300:
            path = unquote(urlsplit(entry["request"]["url"]).path)
            yield next(operation for method, pattern, operation in known if method == entry["request"]["method"] and pattern.match(path))


def main(contract_file, *hars):
    with open(contract_file, encoding="utf-8") as file:
        known = list(operations(yaml.safe_load(file)))
    reached = {operation for har in hars for operation in successes(har, known)}
    missed = {operation for _, _, operation in known} - reached - CANNOT
    print(f"{len(reached)} of {len(known)} operations succeeded")
    for operation in sorted(missed):
        print(f"  {operation} never did", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
