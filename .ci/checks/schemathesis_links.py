"""For following the links of openapi.yaml: chance alone names no app and no room, and shows a token that is no token."""

import json
import os

import schemathesis
from hypothesis import strategies as st

import schemathesis_hooks  # noqa: F401  (registers its check)


GUESTS = os.environ["LATCHKEY_GUESTS"].split()
ROOMS = os.environ["LATCHKEY_ROOMS"].split()
MEDIA = json.loads(os.environ["LATCHKEY_MEDIA"])


@schemathesis.hook
def flatmap_path_parameters(context, value):
    known = {"appName": ["dev"], "roomName": ROOMS}
    named = {name: st.sampled_from(known[name]) for name in value or () if name in known}
    if not named:
        return st.just(value)
    return st.fixed_dictionaries(named).map(lambda names: {**value, **names})


@schemathesis.hook
def flatmap_body(context, value):
    if context.operation.definition.raw["operationId"] == "setMedia":
        return st.just(MEDIA)  # or nobody would get a token for it afterwards
    if context.operation.definition.raw["operationId"] == "joinRequest" and isinstance(value, dict):
        tokens = st.sampled_from(GUESTS).map(lambda token: {"accessToken": token})
        name = st.just({"name": value.get("name", "Ada")})
        return st.one_of(name, name, tokens, st.just(value))
    return st.just(value)
