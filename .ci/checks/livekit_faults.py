"""A LiveKit of another app, of whose webhooks 30 % are lost and which is killed with -9: one look later both have the same people. By livekit.sh."""

import asyncio
import http.server
import json
import os
import random
import subprocess
import threading
import time
import urllib.request

import livekit_obeys as obeys

PORT = int(os.environ["FAULTS_PORT"])
SERVER = f"127.0.0.1:{PORT}"
APP = "faulty"
CONFIG = """
port: %d
bind_addresses: ["127.0.0.1"]
rtc: {tcp_port: 0, udp_port: %d, use_external_ip: false, node_ip: 127.0.0.1, enable_loopback_candidate: true, interfaces: {includes: [lo]}}
keys: {%s: "%s"}
webhook: {api_key: %s, urls: ["http://127.0.0.1:%d/"]}
room: {auto_create: false}
logging: {level: error}
"""
# A look comes once a minute, and asks 15 seconds later who has come back.
MADE_GOOD = 60 + 15 + obeys.CEILING


class Lossy(http.server.BaseHTTPRequestHandler):
    """Takes each webhook, and hands on those that are not lost."""

    lost, told = set(), set()
    chance = random.Random(13)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        known = json.loads(body)["id"]
        if known not in self.lost | self.told:
            (self.lost if self.chance.random() < 0.3 else self.told).add(known)
        if known in self.told:
            address = f"{obeys.SERVICE}/api/v1/livekit/{APP}/webhook"
            headers = {"authorization": self.headers["authorization"], "content-type": "application/webhook+json"}
            urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=obeys.CEILING).close()
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def start_server(config):
    server = subprocess.Popen([os.environ["LIVEKIT_SERVER"], "--config-body", config])

    def answers():
        try:
            return obeys.call("GET", f"http://{SERVER}/")[0] == 200
        except OSError:
            return False

    begun = time.monotonic()
    while not answers():
        assert time.monotonic() - begun < obeys.CEILING, "LiveKit did not start"
        time.sleep(0.1)
    return server


async def main():
    webhooks = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Lossy)
    threading.Thread(target=webhooks.serve_forever, daemon=True).start()
    key, secret = obeys.LIVEKIT_KEY, obeys.LIVEKIT_SECRET
    config = CONFIG % (PORT, PORT + 1, key, secret, key, webhooks.server_port)
    api_key = obeys.operator({"action": "create-app", "app": APP})["apiKey"]
    obeys.operator(obeys.media_settings(APP, SERVER))
    servers = [start_server(config)]

    def restart():
        servers[0].kill()
        servers[0].wait()
        servers.append(start_server(config))

    try:
        await story(api_key, restart)
    finally:
        for server in servers:
            server.kill()


async def story(api_key, restart):
    room = "faults"

    def service(method, path, body=None):
        return obeys.service(method, path, body, bearer=api_key)

    def enter(**token):
        access = service("POST", "/api/v1/token", {"roomName": room, **token})["token"]
        return service("POST", f"/api/v1/join/{APP}/{room}", {"accessToken": access})

    def inside():
        return {peer["peerId"] for peer in service("GET", f"/api/v1/room/{room}/peers")["peers"]}

    service("POST", "/api/v1/room", {"roomName": room})
    begun = time.monotonic()
    admissions = [enter(role="host") for _ in range(10)]
    meeting = admissions[0]["meetingSessionId"]
    clients = [await obeys.Client.connect(one["media"]["token"], SERVER) for one in admissions]
    for number in (1, 2, 3):
        await clients[number].leave()
    for number in (4, 5):
        service("POST", f"/api/v1/room/{room}/peers/{admissions[number]['participantSessionId']}/eject", {})
    restart()
    # He tries to come back like the others.
    service("POST", f"/api/v1/room/{room}/peers/{admissions[6]['participantSessionId']}/eject", {})
    # LiveKit does not make rooms by itself: whoever comes next has it made, and the others find it again.
    late = enter(role="host")
    clients.append(await obeys.Client.connect(late["media"]["token"], SERVER))
    print(f"LiveKit killed {time.monotonic() - begun:.0f} s after the first came in", flush=True)
    there = set()

    def are_the_same():
        there.clear()
        there.update(obeys.participants(meeting, SERVER))
        return bool(there) and there == inside()

    begun = time.monotonic()
    while not are_the_same() or time.monotonic() - begun < 60 + 15:
        assert time.monotonic() - begun < MADE_GOOD, (there, inside())
        await asyncio.sleep(0.5)
    stayed = {admissions[number]["participantSessionId"] for number in (0, 7, 8, 9)} | {late["participantSessionId"]}
    assert there <= stayed, there
    assert late["participantSessionId"] in there, there
    for client in clients:
        await client.leave()
    print(
        f"with {len(Lossy.lost)} of {len(Lossy.lost | Lossy.told)} webhooks lost and LiveKit killed: after one look LiveKit's participants "
        f"are exactly the live peers, {len(there)} of the {len(stayed)} who wanted to stay",
        flush=True,
    )


if __name__ == "__main__":
    asyncio.run(main())
