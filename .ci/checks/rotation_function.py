"""Makes a function in an emulated AWS that secrets can name as the one that rotates them, and prints its ARN. It never runs: LocalStack
wants one to be there before it starts a rotation, and needs Docker to invoke it."""

import io
import sys
import zipfile

import boto3

code = io.BytesIO()
with zipfile.ZipFile(code, "w") as package:
    package.writestr("rotation.py", "def handle(event, context): pass")
emulator = boto3.client(
    "lambda", endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id="emulator", aws_secret_access_key="emulator"
)
made = emulator.create_function(
    FunctionName="rotation",
    Runtime="python3.13",
    Handler="rotation.handle",
    Role="arn:aws:iam::000000000000:role/rotation",
    Code={"ZipFile": code.getvalue()},
)
print(made["FunctionArn"])
