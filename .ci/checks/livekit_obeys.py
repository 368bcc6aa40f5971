"""LiveKit obeys: grants as in the table, who is out is out, and nobody gets back in or in early. By livekit.sh."""

import asyncio
import base64
import hashlib
import hmac
import json
import logging
import os
import time
import urllib.error
import urllib.parse
import urllib.request

from livekit import rtc

SERVICE, KEY, LIVEKIT = os.environ["SERVICE"], os.environ["KEY"], os.environ["LIVEKIT"]
GATES = {"nginx": os.environ["NGINX"], "Caddy": os.environ["CADDY"]}
LIVEKIT_KEY, LIVEKIT_SECRET = os.environ["LIVEKIT_KEY"], os.environ["LIVEKIT_SECRET"]
# Of connections that end, which is what they are made to do here.
logging.disable(logging.CRITICAL)
# A busy machine may take its time; what was measured is printed.
CEILING = 20

ALL, NONE = {"cam", "mic", "screen"}, set()
# consume, sources, send data, update own metadata
ROLES = {
    "host": (True, ALL, True, True),
    "coHost": (True, ALL, True, True),
    "guest": (True, ALL, True, True),
    "speaker": (True, {"mic"}, True, True),
    "listener": (True, NONE, True, True),
    "bot": (True, NONE, False, False),
}
PERMISSIONS = ["admin", "canConsume", "canProduce", "canProduceSources", "canSendData", "canRecvData", "canUpdateMetadata"]
SOURCES = {"cam": ["CAMERA"], "mic": ["MICROPHONE"], "screen": ["SCREEN_SHARE", "SCREEN_SHARE_AUDIO"]}


def call(method, url, body=None, headers=None):
    """Status and answer; an answer that is no JSON is {}."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json", **(headers or {})}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=CEILING) as answer:
            text, status = answer.read(), answer.status
    except urllib.error.HTTPError as refusal:
        text, status = refusal.read(), refusal.code
    try:
        return status, json.loads(text)
    except ValueError:
        return status, {}


def service(method, path, body=None, bearer=None, expect=(200, 201)):
    status, answer = call(method, SERVICE + path, body, {"authorization": "Bearer " + (bearer or KEY)})
    assert status in expect, (method, path, status, answer)
    return answer


def operator(action):
    with open(os.environ["OPERATOR"], encoding="utf-8") as file:
        port, secret = file.read().split()
    status, answer = call("POST", f"http://127.0.0.1:{port}/apps", action, {"authorization": secret})
    assert status == 200, answer
    return answer


def media_settings(app, server):
    return {
        "action": "set-media",
        "app": app,
        "kind": "livekit",
        "url": "ws://" + server,
        "apiUrl": "http://" + server,
        "apiKey": LIVEKIT_KEY,
        "apiSecret": LIVEKIT_SECRET,
    }


def part(value):
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def sign(claims):
    head = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode()) + "." + part(json.dumps(claims).encode())
    return head + "." + part(hmac.new(LIVEKIT_SECRET.encode(), head.encode(), hashlib.sha256).digest())


def claims_of(token):
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def refreshed(token):
    """As LiveKit makes it anew for whoever is inside: with the same claims, and good for ten minutes more."""
    return sign({**claims_of(token), "exp": int(time.time()) + 600})


def participants(room, server=LIVEKIT):
    admin = sign({"iss": LIVEKIT_KEY, "exp": int(time.time()) + 60, "video": {"roomAdmin": True, "room": room}})
    url = f"http://{server}/twirp/livekit.RoomService/ListParticipants"
    status, answer = call("POST", url, {"room": room}, {"authorization": "Bearer " + admin})
    assert status == 200, answer
    return {one["identity"]: one for one in answer.get("participants", [])}


def shown(server, in_address, bearer=None):
    """What whoever shows a token is answered: in the address, as browsers do, and another one as other clients do."""
    headers = {} if bearer is None else {"authorization": "Bearer " + bearer}
    address = f"http://{server}/rtc/validate?access_token=" + urllib.parse.quote(in_address, safe="")
    return call("GET", address, headers=headers)[0]


def takes(text):
    """Whether LiveKit would let in whoever shows it."""
    return shown(LIVEKIT, text) == 200


def join(room, **token):
    access = service("POST", "/api/v1/token", {"roomName": room, **token})["token"]
    return access, service("POST", f"/api/v1/join/dev/{room}", {"accessToken": access})


async def until(condition, what):
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < CEILING, what
        await asyncio.sleep(0.01)
    return time.monotonic() - begun


class Client:
    """Somebody at LiveKit."""

    def __init__(self):
        self.room = rtc.Room()
        self.gone = asyncio.Event()
        self.room.on("disconnected", lambda reason: self.gone.set())

    @staticmethod
    async def connect(token, server=None):
        client = Client()
        await client.room.connect("ws://" + (server or LIVEKIT), token)
        return client

    async def until_gone(self, what):
        begun = time.monotonic()
        await asyncio.wait_for(self.gone.wait(), CEILING)
        assert self.gone.is_set(), what
        return time.monotonic() - begun

    async def leave(self):
        await self.room.disconnect()


async def until_thrown_out(token, what):
    """LiveKit lets in whoever shows that token, and is told to put him out."""
    assert takes(token), what
    try:
        client = await Client.connect(token)
    except rtc.ConnectError:
        return  # before he had noticed himself that he was inside
    await client.until_gone(what)


async def until_not_listed(identity, meeting, what):
    """LiveKit tells a client that it is out, and takes it from its list a moment before or after."""
    await until(lambda: identity not in participants(meeting), what)


def overlaid(role, permission):
    """What a role may do with one permission turned over, and how the API is asked for that."""
    consume, sources, send, update = ROLES[role]
    if permission == "canConsume":
        return {permission: not consume}, (not consume, sources, send, update)
    if permission == "canProduce":
        # Nothing can be turned on without saying which.
        wanted = {"canProduce": False} if sources else {"canProduceSources": {"cam": True}}
        return wanted, (consume, NONE if sources else {"cam"}, send, update)
    if permission == "canProduceSources":
        wanted = {"cam": "cam" not in sources, "mic": "mic" not in sources, "screen": True}
        return {permission: wanted}, (consume, {name for name, on in wanted.items() if on}, send, update)
    if permission == "canSendData":
        return {permission: not send}, (consume, sources, not send, update)
    if permission == "canUpdateMetadata":
        return {permission: not update}, (consume, sources, send, not update)
    if permission == "canRecvData":
        return {permission: role == "bot"}, ROLES[role]
    return {"admin": role not in ("host", "coHost")}, ROLES[role]


def permission_of(expected):
    consume, sources, send, update = expected
    said = {"can_subscribe": consume, "can_publish": bool(sources), "can_publish_data": send, "can_update_metadata": update}
    return {name: True for name, on in said.items() if on}, {one for source in sources for one in SOURCES[source]}


def has_grants(participant, expected):
    permission = dict(participant["permission"])
    sources = set(permission.pop("can_publish_sources", []))
    said = {name: on for name, on in permission.items() if on}
    return (said, sources) == permission_of(expected)


def assert_grants(participant, expected, what):
    assert has_grants(participant, expected), (what, participant["permission"])


async def grants():
    service("POST", "/api/v1/room", {"roomName": "grants"})
    for role in ROLES:
        for permission in PERMISSIONS:
            wanted, expected = overlaid(role, permission)
            if permission == "admin" and role in ("host", "coHost"):
                wanted = {**wanted, "admin": False}
            _, admission = join("grants", role=role, permissions=wanted)
            media = admission["media"]
            assert media["ready"] and media["notEnforced"] == ["canRecvData"], media
            client = await Client.connect(media["token"])
            assert_grants(
                participants(admission["meetingSessionId"])[admission["participantSessionId"]], expected, (role, wanted)
            )
            await client.leave()
    print("6 roles x 7 permissions give exactly the grants of the table", flush=True)


async def out(count):
    """Somebody inside LiveKit is put out or silenced in Latchkey; how long LiveKit took, from the answer on."""
    room = "obeys"
    service("POST", "/api/v1/room", {"roomName": room})
    took = []
    # Somebody stays, so that the meeting does.
    _, host = join(room, role="host")
    stays = await Client.connect(host["media"]["token"])
    for number in range(count):
        how = ("ejected", "banned", "revoked", "demoted")[number % 4]
        access, admission = join(room, externalUserId=f"user-{number}")
        peer, meeting = admission["participantSessionId"], admission["meetingSessionId"]
        client = await Client.connect(admission["media"]["token"])
        if how == "demoted":
            begun = time.monotonic()
            service("PATCH", f"/api/v1/room/{room}/peers/{peer}", {"role": "bot"})
            await until(lambda: not client.room.local_participant.permissions.can_publish, how)
            took.append(time.monotonic() - begun)
            await until(lambda: has_grants(participants(meeting)[peer], ROLES["bot"]), how)
            await client.leave()
            continue
        begun = time.monotonic()
        if how == "revoked":
            service("POST", "/api/v1/token/revoke", {"token": access})
        elif how == "banned":
            service("PUT", f"/api/v1/room/{room}/bans/user-{number}")
        else:
            service("POST", f"/api/v1/room/{room}/peers/{peer}/eject", {})
        await client.until_gone(how)
        took.append(time.monotonic() - begun)
        await until_not_listed(peer, meeting, how)
    took.sort()
    await stays.leave()
    print(
        f"ejected, banned, revoked, demoted: out or silenced after {took[len(took) // 2] * 1000:.0f} ms (median), "
        f"{took[-1] * 1000:.0f} ms (longest of {count})",
        flush=True,
    )


async def reentry(proxy):
    room, gate = f"reentry-{proxy}", GATES[proxy]
    service("POST", "/api/v1/room", {"roomName": room})
    _, host = join(room, role="host")
    stays = await Client.connect(host["media"]["token"], gate)
    _, admission = join(room)
    token, peer, meeting = admission["media"]["token"], admission["participantSessionId"], admission["meetingSessionId"]
    first = await Client.connect(token, gate)
    assert shown(gate, token) == 200, "who is inside passes with the token in the address"
    service("POST", f"/api/v1/room/{room}/peers/{peer}/eject", {})
    await first.until_gone("ejected")
    for what, again in {"the same token": token, "a refreshed token": refreshed(token)}.items():
        assert takes(again), what  # LiveKit itself would have it back.
        assert shown(gate, again) == 403, what
        # LiveKit goes by the header: the gate must not look elsewhere.
        assert shown(gate, host["media"]["token"], again) == 403, what
        try:
            inside = await Client.connect(again, gate)
            raise AssertionError(f"{what} passes the gate: {inside.room.isconnected()}")
        except rtc.ConnectError:
            pass
        begun = time.monotonic()
        await until_thrown_out(again, what)
        await until_not_listed(peer, meeting, what)
        took = (time.monotonic() - begun) * 1000
        print(f"{what}: refused at the gate of {proxy}; without it thrown out {took:.0f} ms after the attempt", flush=True)
    await stays.leave()


async def programs():
    """What LiveKit itself brings in stays, if the app allows it; anybody else who is no peer does not."""
    room = "programs"
    service("POST", "/api/v1/room", {"roomName": room})
    _, host = join(room, role="host")
    meeting = host["meetingSessionId"]
    stays = await Client.connect(host["media"]["token"])
    expires = int(time.time()) + 60
    entering = {"iss": LIVEKIT_KEY, "exp": expires, "video": {"roomJoin": True, "room": meeting}}
    agent = await Client.connect(sign({**entering, "sub": "agent", "kind": "agent"}))
    await until_thrown_out(sign({**entering, "sub": "stranger"}), "stranger")
    await until_not_listed("stranger", meeting, "stranger")
    assert set(participants(meeting)) == {host["participantSessionId"], "agent"}, participants(meeting)
    await agent.leave()
    await stays.leave()
    print("an agent stays, a stranger with a token of the app's own does not", flush=True)


class Stays:
    """Somebody who is at LiveKit and sends no heartbeat: inside for longer than a lease without one."""

    LEASE = 75

    async def enter(self):
        service("POST", "/api/v1/room", {"roomName": "stays"})
        self.entered = time.monotonic()
        _, self.admission = join("stays")
        self.client = await Client.connect(self.admission["media"]["token"])

    async def check(self):
        await asyncio.sleep(max(0, self.entered + self.LEASE + 10 - time.monotonic()))
        assert peers_of("stays") == {self.admission["participantSessionId"]}, peers_of("stays")
        assert not self.client.gone.is_set(), "put out of LiveKit"
        await self.client.leave()
        print(f"who is at LiveKit is inside after {time.monotonic() - self.entered:.0f} s without a heartbeat", flush=True)


def peers_of(room):
    return {peer["peerId"] for peer in service("GET", f"/api/v1/room/{room}/peers")["peers"]}


async def leaves():
    """Who leaves LiveKit is out after 15 seconds, unless he is back; the late word of an entry that another has replaced is none."""
    room = "leaves"
    service("POST", "/api/v1/room", {"roomName": room})
    admissions = [join(room, role="host")[1] for _ in range(3)]
    stays, goes, doubled = [one["participantSessionId"] for one in admissions]
    clients = [await Client.connect(one["media"]["token"]) for one in admissions]
    # LiveKit puts out the first of two with one identity, and tells that it has left.
    again = await Client.connect(admissions[2]["media"]["token"])
    await clients[2].until_gone("of two with one identity the first stays")
    begun = time.monotonic()
    await clients[1].leave()
    back = join(room)[1]
    returning = await Client.connect(back["media"]["token"])
    await returning.leave()
    await asyncio.sleep(5)
    returned = await Client.connect(refreshed(back["media"]["token"]))
    await asyncio.sleep(max(0, begun + 14 - time.monotonic()))
    inside = peers_of(room)
    # Unless this machine was so busy that they are over.
    assert goes in inside or time.monotonic() > begun + 15, "out before 15 seconds are over"
    await until(lambda: goes not in peers_of(room), "who has left is still inside")
    took = time.monotonic() - begun
    await asyncio.sleep(max(0, begun + 25 - time.monotonic()))
    assert peers_of(room) == {stays, doubled, back["participantSessionId"]}, peers_of(room)
    for client in (clients[0], again, returned):
        assert not client.gone.is_set(), "put out"
        await client.leave()
    print(f"who leaves LiveKit is out after {took:.1f} s; who is back after 5 s stays, as does the later of two entries", flush=True)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)


def waiting():
    room = "waiting"
    service("POST", "/api/v1/room", {"roomName": room, "roomLocked": True, "enableRequestToJoin": True})
    host = join(room, role="host")[1]
    assert takes(host["media"]["token"]), "what is tried would not be noticed"
    access = service("POST", "/api/v1/token", {"roomName": room})["token"]
    knocked = service("POST", f"/api/v1/join/dev/{room}", {"accessToken": access}, expect=(202,))
    path = f"/api/v1/join/dev/{room}/{knocked['requestId']}"
    answers = [
        knocked,
        service("GET", path, bearer=knocked["ticket"], expect=(202, 200)),
        service("POST", "/api/v1/livekit/dev/token", {"room_name": room}, bearer=access, expect=(403,)),
        service("POST", "/api/v1/livekit/dev/token", {"room_name": room}, bearer=knocked["ticket"], expect=(401, 403)),
    ]
    assert answers[2]["code"] == "waiting" and answers[2]["requestId"] == knocked["requestId"], answers[2]
    tried = {text for answer in answers for text in strings(answer)}
    assert not [text for text in tried if takes(text)], "LiveKit takes what somebody was told who waits"
    service("POST", path + "/approve", {})
    admitted = service("POST", "/api/v1/livekit/dev/token", {"room_name": room}, bearer=access)
    assert takes(admitted["participant_token"]), "approved, and not let in"
    print(f"who waits is told {len(tried)} strings, none of which LiveKit takes; once approved, one", flush=True)


async def main():
    # The page, and whoever else goes by what an admission says, comes in by a gate.
    operator({**media_settings("dev", LIVEKIT), "url": "ws://" + GATES["nginx"]})
    stays = Stays()
    await stays.enter()
    await grants()
    await out(50)
    for proxy in GATES:
        await reentry(proxy)
    await programs()
    waiting()
    await leaves()
    await stays.check()


if __name__ == "__main__":
    asyncio.run(main())
