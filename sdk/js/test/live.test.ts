import { beforeEach, describe, expect, test } from "vitest";
import { Meeting } from "../src/index.ts";
import { FakeClock, settled } from "./fixtures/fake-clock.ts";
import { example, FakeService, refusal } from "./fixtures/fake-service.ts";
import { FakeSockets } from "./fixtures/fake-sockets.ts";

const NOON = 1_795_348_800_000;
const JOIN = "POST /api/v1/join/dev/team-sync";
const HEARTBEAT = "POST /api/v1/session/heartbeat";
const roomURL = "https://meet.example.com/dev/team-sync";

const { media: _, ...admission } = example("Admission");
const me = admission["participantSessionId"];
const waiting = { ...example("Waiting"), expiresAt: NOON / 1000 + 600 };
const LOOK = `GET /api/v1/join/dev/team-sync/${(waiting as Record<string, unknown>)["requestId"]}`;
const state = { type: "state", ...admission, sessionToken: "from-state", pingSec: 240 };
const grace = { peerId: "01M81J18G0RCYCXYHS0ZYV05WT", name: "Grace", role: "guest", isAdmin: false, joinedAt: 1 };
const renewed = {
  type: "session.renewed",
  sessionToken: "from-ping",
  role: admission["role"],
  isAdmin: admission["isAdmin"],
  permissions: admission["permissions"],
  ejectAt: null,
  pingSec: 240,
};

let service: FakeService;
let sockets: FakeSockets;
let clock: FakeClock;
let meeting: Meeting;

beforeEach(() => {
  service = new FakeService().on(JOIN, { status: 201, json: admission });
  sockets = new FakeSockets();
  clock = new FakeClock(NOON);
  meeting = new Meeting({
    fetch: service.fetch,
    WebSocket: sockets.WebSocket,
    clock,
    random: () => 0,
    storage: null,
  });
});

describe("inside", () => {
  beforeEach(async () => {
    await meeting.join({ roomURL, accessToken: "t" });
    await settled();
  });

  test("the token stands in the handshake, and not in the address", () => {
    expect(sockets.last.url).toBe("wss://meet.example.com/live");
    expect(sockets.last.protocols).toEqual(["latchkey.v1", `latchkey.token.${admission["sessionToken"]}`]);
  });

  test("no heartbeat is sent while there is a connection, and a ping in its time", async () => {
    sockets.last.message(state);
    await clock.advance(239_999);
    expect(sockets.last.sent).toEqual([]);
    await clock.advance(1);
    expect(sockets.last.sent).toEqual([{ type: "ping" }]);
    expect(service.of(HEARTBEAT)).toEqual([]);
  });

  test("a connection that is lost is made good by a heartbeat at once, and by another connection", async () => {
    service.on(HEARTBEAT, { status: 200, json: { ...renewed, leaseUntil: 1, heartbeatSec: 30 } });
    sockets.last.message(state);
    await settled();
    sockets.last.drop();
    await clock.advance(125);
    expect(service.of(HEARTBEAT).map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer from-state"]);
    expect(sockets.opened).toHaveLength(2);
    expect(sockets.last.protocols[1]).toBe("latchkey.token.from-ping");
    sockets.last.message(state);
    await clock.advance(200_000);
    expect(service.of(HEARTBEAT)).toHaveLength(1);
  });

  test("a service that opens none is asked by heartbeats, and for a connection ever more rarely", async () => {
    service.on(HEARTBEAT, { status: 200, json: { ...renewed, leaseUntil: 1, heartbeatSec: 30 } });
    for (let second = 0; second < 60; second++) {
      sockets.last.drop();
      await clock.advance(1_000);
    }
    // One at once, since nobody else says why there is no connection, and two in their time.
    expect(service.of(HEARTBEAT)).toHaveLength(2 + 1);
    expect(sockets.opened.length).toBeLessThan(20);
  });

  test("who was put out before there was a connection hears of it at once", async () => {
    service.on(HEARTBEAT, refusal(401, "token_revoked", { departure: "ejected" }));
    const heard: unknown[] = [];
    meeting.on("ejected", ({ reason }) => heard.push(reason));
    sockets.last.drop();
    await clock.advance(0);
    expect(heard).toEqual(["ejected"]);
    expect(clock.sleeping).toBe(0);
  });

  test("others who come, change and go are told, and stand in the state", async () => {
    const told: string[] = [];
    meeting.on("participantJoined", ({ name }) => told.push(`${name} came`));
    meeting.on("participantLeft", ({ name }) => told.push(`${name} went`));
    sockets.last.message({ ...state, onlineParticipants: [] });
    sockets.last.message({ type: "peer.joined", ...grace, sequence: "1" });
    sockets.last.message({ type: "peer.joined", ...grace, sequence: "1" });
    sockets.last.message({
      type: "peer.updated",
      peerId: grace.peerId,
      role: "speaker",
      isAdmin: false,
      sequence: "2",
    });
    expect(meeting.state).toMatchObject({ info: { onlineParticipants: [{ id: grace.peerId, role: "speaker" }] } });
    sockets.last.message({ type: "peer.left", peerId: grace.peerId, reason: "left", sequence: "3" });
    expect(meeting.state).toMatchObject({ info: { onlineParticipants: [] } });
    expect(told).toEqual(["Grace came", "Grace went"]);
  });

  test("who is put out hears why", async () => {
    const heard: unknown[] = [];
    meeting.on("ejected", ({ reason }) => heard.push(reason));
    sockets.last.message({ type: "peer.left", peerId: me, reason: "banned" });
    expect(heard).toEqual(["banned"]);
    await settled();
    expect(meeting.state).toEqual({ phase: "over", reason: "banned" });
    expect(sockets.open).toEqual([]);
    expect(clock.sleeping).toBe(0);
  });

  test("a change of one's role is told", async () => {
    const roles: string[] = [];
    meeting.on("roleChanged", ({ role }) => roles.push(role));
    sockets.last.message({ ...renewed, type: "peer.updated", peerId: me, role: "listener" });
    expect(roles).toEqual(["listener"]);
  });

  test("a room that was changed is asked what one may do there now", async () => {
    sockets.last.message({ type: "room.updated", room: { roomLocked: true }, changed: ["roomLocked"], sequence: "1" });
    expect(meeting.state).toMatchObject({ info: { room: { roomLocked: true } } });
    expect(sockets.last.sent).toEqual([{ type: "ping" }]);
  });

  test("a connection is renewed before the service ends it, and the old one closed after", async () => {
    service.on(HEARTBEAT, { status: 200, json: { ...renewed, leaseUntil: 1, heartbeatSec: 30 } });
    sockets.last.message(state);
    await clock.advance(110 * 60_000 - 1);
    expect(sockets.opened).toHaveLength(1);
    await clock.advance(1);
    expect(sockets.open).toHaveLength(2);
    sockets.last.message(state);
    await clock.advance(5_000);
    expect(sockets.open).toEqual([sockets.last]);
    expect(service.of(HEARTBEAT)).toEqual([]);
  });

  test("what is no message is none", () => {
    for (const data of ["", "[]", "null", "no JSON", '{"no": "type"}']) {
      sockets.last.dispatchEvent(new MessageEvent("message", { data }));
    }
    expect(meeting.state.phase).toBe("inside");
  });

  test("leaving closes the connection", async () => {
    service.on("POST /api/v1/session/leave", { status: 200, json: { success: true } });
    await meeting.leave();
    expect(sockets.open).toEqual([]);
    expect(clock.sleeping).toBe(0);
  });
});

describe("waiting", () => {
  beforeEach(() => {
    service.on(JOIN, { status: 202, json: waiting });
  });

  test("who waits is told his place, looks seldom, and comes in at once when told", async () => {
    service.on(LOOK, { status: 200, json: waiting }, { status: 200, json: admission });
    const places: number[] = [];
    meeting.on("placeChanged", ({ place }) => places.push(place));
    const joined = meeting.join({ roomURL });
    await settled();
    sockets.last.message({ type: "state", status: "waiting", requestId: "r", place: 2 });
    await clock.advance(2_000);
    sockets.last.message({ type: "join_request.updated", status: "waiting", requestId: "r", place: 1 });
    await clock.advance(20_000);
    // The one that was due when the connection came.
    expect(service.of(LOOK)).toHaveLength(1);
    expect(places).toEqual([2, 1]);
    expect(meeting.state).toMatchObject({ phase: "waiting", place: 1 });
    sockets.last.message({ type: "join_request.updated", status: "approved", requestId: "r" });
    await joined;
    expect(sockets.opened[0]?.readyState).toBe(3);
  });

  test("without a word for half a minute one looks all the same", async () => {
    service.on(LOOK, { status: 200, json: waiting }, { status: 200, json: waiting }, { status: 200, json: admission });
    const joined = meeting.join({ roomURL });
    await settled();
    sockets.last.message({ type: "state", status: "waiting", requestId: "r", place: 1 });
    await clock.advance(31_999);
    expect(service.of(LOOK)).toHaveLength(1);
    await clock.advance(1);
    expect(service.of(LOOK)).toHaveLength(2);
    sockets.last.message({ type: "error", code: "banned", message: "no" });
    await joined;
  });
});

test("an admin hears of knocks as they come, and looks seldom", async () => {
  const KNOCKS = "GET /api/v1/join/dev/team-sync";
  const heard: string[] = [];
  meeting.on("joinRequest", ({ name }) => heard.push(`${name} knocks`));
  meeting.on("joinRequestGone", ({ requestId }) => heard.push(`${requestId} is gone`));
  service.on(JOIN, { status: 201, json: { ...admission, isAdmin: true } });
  service.on(KNOCKS, { status: 200, json: { requests: [], nextCursor: null } });
  await meeting.join({ roomURL, accessToken: "t" });
  await settled();
  sockets.last.message({ ...state, isAdmin: true });
  await settled();
  const looks = service.of(KNOCKS).length;
  sockets.last.message({
    type: "join_request.created",
    requestId: "r-1",
    name: "Ada",
    requestedAt: 1,
    expiresAt: 2,
    sequence: "1",
  });
  sockets.last.message({ type: "join_request.updated", requestId: "r-1", status: "approved", by: "x", sequence: "2" });
  await clock.advance(59_000);
  expect(heard).toEqual(["Ada knocks", "r-1 is gone"]);
  expect(service.of(KNOCKS)).toHaveLength(looks);
});

test("a refusal of the handshake is asked about over HTTP", async () => {
  service.on(HEARTBEAT, refusal(401, "token_revoked"));
  await meeting.join({ roomURL, accessToken: "t" });
  await settled();
  sockets.last.message(state);
  await settled();
  sockets.last.message({ type: "error", code: "token_revoked", message: "out" });
  sockets.last.drop();
  await clock.advance(100);
  expect(meeting.state).toEqual({ phase: "over", reason: "token_revoked" });
});

test("without WebSockets everything is asked for", async () => {
  const asking = new Meeting({
    fetch: service.fetch,
    clock,
    random: () => 0,
    storage: null,
    liveURL: null,
    WebSocket: sockets.WebSocket,
  });
  await asking.join({ roomURL, accessToken: "t" });
  await settled();
  expect(sockets.opened).toHaveLength(0);
});
