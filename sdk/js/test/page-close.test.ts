import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Meeting } from "../src/index.ts";
import { FakeClock, settled } from "./fixtures/fake-clock.ts";
import { example, FakeService } from "./fixtures/fake-service.ts";
import { FakeSockets } from "./fixtures/fake-sockets.ts";

const NOON = 1_795_348_800_000;
const HEARTBEAT = "POST /api/v1/session/heartbeat";
const admission = example("Admission");
const state = { type: "state", ...admission, sessionToken: "from-state", pingSec: 240 };

let sockets: FakeSockets;
let clock: FakeClock;
let page: EventTarget;
let sent: string[];

beforeEach(async () => {
  page = new EventTarget();
  sent = [];
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("navigator", {
    sendBeacon: (address: string, body: string) => sent.push(`${new URL(address).pathname} ${body}`),
  });
  sockets = new FakeSockets();
  clock = new FakeClock(NOON);
  const service = new FakeService()
    .on("POST /api/v1/join/dev/team-sync", { status: 201, json: admission })
    .on(HEARTBEAT, { status: 200, json: { ...admission, leaseUntil: 1, sessionToken: "from-heartbeat" } });
  const meeting = new Meeting({
    fetch: service.fetch,
    WebSocket: sockets.WebSocket,
    clock,
    random: () => 0,
    storage: null,
  });
  await meeting.join({ roomURL: "https://meet.example.com/dev/team-sync", accessToken: "t" });
  await settled();
});

afterEach(() => vi.unstubAllGlobals());

function close(persisted = false) {
  page.dispatchEvent(Object.assign(new Event("pagehide"), { persisted }));
}

test("a page that has come in just now does not: it may be reloaded before its live connection stands", async () => {
  await clock.advance(2_000);
  close();
  expect(sent).toEqual([]);
});

test("a page that has no live connection says goodbye", async () => {
  await clock.advance(2_001);
  close();
  expect(sent).toEqual([`/api/v1/session/leave ${JSON.stringify({ sessionToken: admission["sessionToken"] })}`]);
});

test("a page that the browser keeps for the way back does not", async () => {
  await clock.advance(2_001);
  close(true);
  expect(sent).toEqual([]);
});

test("a page whose live connection ends with it does not", () => {
  sockets.last.message(state);
  close();
  expect(sent).toEqual([]);
});

test("nor one whose live connection has ended just before it", async () => {
  sockets.last.message(state);
  sockets.last.drop();
  await clock.advance(2_000);
  close();
  expect(sent).toEqual([]);
});

test("one whose live connection has ended earlier says goodbye", async () => {
  sockets.last.message(state);
  sockets.last.drop();
  await clock.advance(2_001);
  close();
  expect(sent).toEqual([`/api/v1/session/leave ${JSON.stringify({ sessionToken: "from-heartbeat" })}`]);
});
