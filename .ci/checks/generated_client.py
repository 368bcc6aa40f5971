"""Comes into a room with nothing but the client that openapi-python-client makes of openapi.yaml."""

import os

from generated.api.access_tokens import create_token
from generated.api.entering import join_request
from generated.api.rooms import create_room
from generated.client import AuthenticatedClient, Client
from generated.models import Admission, CreateRoom, CreateToken, CreateTokenResponse200, DoorRulesPrivacy, JoinAttempt
from generated.models import JoinRequestResponse401, JoinRequestResponse401Code, Room

url = os.environ["URL"]
server = AuthenticatedClient(base_url=url, token=os.environ["KEY"], prefix="", auth_header_name="x-api-key")
visitor = Client(base_url=url)


def answer(kind, answered):
    assert isinstance(answered, kind), f"{kind.__name__} was expected, answered was {type(answered).__name__}"
    return answered


room = answer(Room, create_room.sync(client=server, body=CreateRoom(privacy=DoorRulesPrivacy.PRIVATE)))
body = CreateToken(room_name=room.room_name, name="Ada", role="speaker")
token = answer(CreateTokenResponse200, create_token.sync(client=server, body=body)).token

body = JoinAttempt(access_token=token)
admission = answer(Admission, join_request.sync(room.app, room.room_name, client=visitor, body=body))
person = (admission.name, admission.role, admission.permissions.can_produce_sources.cam)
assert person == ("Ada", "speaker", False), person

refusal = answer(JoinRequestResponse401, join_request.sync(room.app, room.room_name, client=visitor, body=JoinAttempt()))
assert refusal.code == JoinRequestResponse401Code.TOKEN_REQUIRED, refusal.code
print("Python: a room, a token, a join and a refusal")
