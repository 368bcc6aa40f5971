#!/usr/bin/env bash
# What `sam deploy` would upload: `sam build` of every function, from a fresh clone.
set -euo pipefail
sam=$LATCHKEY_CI_TOOLS/sam
[ -x "$sam/bin/sam" ] || { python3 -m venv "$sam" && "$sam/bin/pip" -q install -r .ci/requirements/aws-sam-cli.txt; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A checkout without its history is copied.
git clone -q . "$work/latchkey" 2>/dev/null ||
    { mkdir "$work/latchkey" && tar -c --exclude=target --exclude=.aws-sam . | tar -x -C "$work/latchkey"; }
cd "$work/latchkey"
export AWS_DEFAULT_REGION=us-east-1 SAM_CLI_TELEMETRY=0
SECONDS=0
"$sam/bin/sam" build >"$work/build.log" 2>&1 || { tail -40 "$work/build.log"; exit 1; }
echo "sam build: $SECONDS s, $(du -sm .aws-sam | cut -f1) MB"
"$sam/bin/python" - <<'PYTHON'
import pathlib
import sys
import zipfile

from samcli.yamlhelper import yaml_parse

build = pathlib.Path(".aws-sam/build")
resources = yaml_parse((build / "template.yaml").read_text())["Resources"]
loops = [name for name in resources if name.startswith("Fn::ForEach::")]
if len(loops) != 2:
    sys.exit(f"sam build has written out what CloudFormation is to: {loops}")
functions = {n: r["Properties"] for n, r in resources.items() if "Type" in r and r["Type"] == "AWS::Serverless::Function"}
for name, properties in functions.items():
    artefact = build / properties["CodeUri"]
    files = sorted(str(file.relative_to(artefact)) for file in artefact.rglob("*") if file.is_file())
    if files != ["lib/latchkey.jar"]:
        sys.exit(f"{name} is made of {files}")
    handler = properties["Handler"].replace(".", "/") + ".class"
    if handler not in zipfile.ZipFile(artefact / "lib/latchkey.jar").namelist():
        sys.exit(f"{name}: no {handler} in its package")
print(f"{len(functions)} functions built, each with its handler")
sys.exit(len(functions) < 28)
PYTHON
