"""Holds what SAM's transform makes of template.yaml to what CloudFormation takes and to what only shows after it.

Writes the transformed template to the file that is named.
"""

import json
import logging
import re
import sys
from collections import Counter

from cfnlint.template import Template
from cfnlint.template.transforms._language_extensions import language_extension
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

RESOURCES, BYTES = 500, 1_000_000  # CloudFormation's limits for one template
KIND = re.compile(r"[A-Z]+#(\*|[a-z]+)")
WRITE = re.compile(r"dynamodb:(Put|Update|Delete)Item")
ONLY_THE_DAY = {
    "ForAllValues:StringEquals": {"dynamodb:Attributes": ["pk", "sk", "lastUsedDay"]},
    "StringEqualsIfExists": {"dynamodb:ReturnValues": "NONE"},
}
MAKES_KEYS = {"AppsFunction", "ApiKeysFunction"}
LOGS, TRACES = "service-role/AWSLambdaBasicExecutionRole", "AWSXrayWriteOnlyAccess"
# What SAM gives a function so that Lambda can read its event source, and no less than that can be had.
OF_SOURCE = {
    "DynamoDB": "service-role/AWSLambdaDynamoDBExecutionRole",
    "SQS": "service-role/AWSLambdaSQSQueueExecutionRole",
}


# It says of each function that SAM has no feature toggles here.
logging.disable(logging.WARNING)


class Loader:
    """Of managed policies by name, of which there are none."""

    def load(self):
        return {}


def read():
    with open("template.yaml", encoding="utf-8") as file:
        written = yaml_parse(file)
    # Every Fn::ForEach is written out before SAM sees it, as CloudFormation does.
    wrong, template = language_extension(Template("template.yaml", written))
    check(not wrong, wrong)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/package"
    return template


def transformed(template):
    parameters = {name: str(parameter["Default"]) for name, parameter in template["Parameters"].items()}
    return transform(template, parameters, Loader())


def of_type(template, kind):
    return {name: r["Properties"] for name, r in template["Resources"].items() if r["Type"] == kind}


def check(condition, message):
    if not condition:
        sys.exit(f"template.yaml, transformed: {message}")


def several(value):
    return value if isinstance(value, list) else [value]


def limited(name, statements):
    """Each grant on the table is for kinds of items, and who only checks an API key may note the day of its use alone."""
    for statement in statements:
        # Where a condition decides, what holds if it is true.
        statement = statement.get("Fn::If", [None, statement])[1]
        actions = several(statement["Action"])
        check(not any("*" in action for action in actions), f"{name} may {actions}")
        if not any(action.startswith("dynamodb:") for action in actions):
            continue
        if name == "AppsFunction" and actions == ["dynamodb:Scan"]:
            continue  # the operator finds a person wherever the table names him: docs/decisions/0239
        conditions = statement.get("Condition", {})
        kinds = several(conditions.get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", []))
        check(kinds, f"{name} may {actions} on every item")
        check(all(KIND.fullmatch(kind) for kind in kinds), f"{name} may {actions} on {kinds}")
        makes = name in MAKES_KEYS and "dynamodb:UpdateItem" not in actions
        if "KEY#*" in kinds and not makes and any(WRITE.fullmatch(action) for action in actions):
            check(actions == ["dynamodb:UpdateItem"] and kinds == ["KEY#*"], f"{name} may {actions} on {kinds}")
            check(conditions == {**conditions, **ONLY_THE_DAY}, f"{name} may change more of an API key than its day")


def main():
    written = read()
    snapshots = {
        name
        for name, r in written["Resources"].items()
        if r["Type"] == "AWS::Serverless::Function" and "SnapStart" in r["Properties"]
    }
    template = transformed(written)
    text = json.dumps(template)
    count = len(template["Resources"])
    check(count <= RESOURCES, f"{count} resources")
    check(len(text) <= BYTES, f"{len(text)} bytes")

    # The policy of each function is the template's. What comes beside it is for logs, traces and its event source.
    functions = of_type(template, "AWS::Lambda::Function")
    roles = of_type(template, "AWS::IAM::Role")
    for name in functions:
        role = roles[f"{name}Role"]
        managed = [arn.split(":policy/")[1] for arn in role["ManagedPolicyArns"]]
        events = written["Resources"][name]["Properties"].get("Events", {}).values()
        sources = {OF_SOURCE[event["Type"]] for event in events if event["Type"] in OF_SOURCE}
        check(set(managed) == {LOGS, TRACES} | sources, f"{name} has {managed}")
        check(len(role["Policies"]) == 1, f"{name} has {len(role['Policies'])} policies")

        limited(name, role["Policies"][0]["PolicyDocument"]["Statement"])

    # A snapshot is of a version: what has one must be called by its alias, and nobody else has either.
    aliases = {a["FunctionName"]["Ref"]: name for name, a in of_type(template, "AWS::Lambda::Alias").items()}
    check(set(aliases) == snapshots, f"aliases of {set(aliases) ^ snapshots}")
    routes = json.dumps(of_type(template, "AWS::ApiGatewayV2::Api"))
    permissions = json.dumps(of_type(template, "AWS::Lambda::Permission"))
    integrations = json.dumps(of_type(template, "AWS::ApiGatewayV2::Integration"))
    sources = json.dumps(of_type(template, "AWS::Lambda::EventSourceMapping"))
    for function, alias in aliases.items():
        named = f'{{"Ref": "{alias}"}}'
        if f'"FunctionName": {named}' in sources:
            continue
        called = f"functions/${{{alias}}}/invocations" in routes or f'"Alias": {named}' in integrations
        check(called, f"no route and no queue calls {alias}")
        check(f'"FunctionName": {named}' in permissions, f"the API may not call {alias}")
        check(f'"Ref": "{function}"}}' not in permissions, f"the API may call {function} itself")

    kinds = Counter(r["Type"] for r in template["Resources"].values())
    print(f"transformed: {count} resources of {RESOURCES}, {len(text)} bytes of {BYTES}; alarms: {kinds['AWS::CloudWatch::Alarm']}")
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write(text)


main()
