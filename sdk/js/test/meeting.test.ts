import { beforeEach, describe, expect, test } from "vitest";
import { LatchkeyError, Meeting, type MeetingEvents } from "../src/index.ts";
import { FakeClock, settled } from "./fixtures/fake-clock.ts";
import { example, FakeService, refusal } from "./fixtures/fake-service.ts";

const NOON = 1_795_348_800_000;
const JOIN = "POST /api/v1/join/dev/team-sync";
const HEARTBEAT = "POST /api/v1/session/heartbeat";
const LEAVE = "POST /api/v1/session/leave";
const roomURL = "https://meet.example.com/dev/team-sync";
const accessToken = "access-token-text";

const { media, ...admission } = example("Admission");
const waiting = example("Waiting");
const LOOK = `GET /api/v1/join/dev/team-sync/${waiting["requestId"]}`;
const WITHDRAW = `DELETE /api/v1/join/dev/team-sync/${waiting["requestId"]}`;

const renewal = (more: Record<string, unknown> = {}) => ({
  participantSessionId: admission["participantSessionId"],
  meetingSessionId: admission["meetingSessionId"],
  role: admission["role"],
  isAdmin: admission["isAdmin"],
  permissions: admission["permissions"],
  metadata: null,
  leaseUntil: NOON / 1000 + 75,
  ejectAt: null,
  heartbeatSec: 30,
  sessionToken: "renewed-session-token",
  ...more,
});

class FakeStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

let service: FakeService;
let clock: FakeClock;
let storage: FakeStorage;
let meeting: Meeting;
let told: string[];

function open(): Meeting {
  const opened = new Meeting({ fetch: service.fetch, clock, random: () => 0, storage, liveURL: null });
  const types: (keyof MeetingEvents)[] = [
    "waiting",
    "admitted",
    "denied",
    "roleChanged",
    "connectionLost",
    "connectionRestored",
    "ejected",
    "left",
  ];
  for (const type of types) {
    opened.on(type, () => told.push(type));
  }
  return opened;
}

beforeEach(() => {
  service = new FakeService();
  clock = new FakeClock(NOON);
  storage = new FakeStorage();
  told = [];
  meeting = open();
});

describe("coming in", () => {
  test("a token's holder is inside, and the answer holds no token", async () => {
    service.on(JOIN, { status: 201, json: admission });
    const info = await meeting.join({ roomURL, accessToken });
    expect(info.roomName).toBe(admission["roomName"]);
    expect(service.of(JOIN)[0]?.body).toEqual({ accessToken });
    expect(meeting.state).toEqual({ phase: "inside", info, connected: true });
    expect(JSON.stringify(info)).not.toContain(admission["sessionToken"]);
    expect(told).toEqual(["admitted"]);
    await clock.advance(0);
  });

  test("a room that opens later says when", async () => {
    service.on(JOIN, {
      status: 403,
      json: { code: "room_not_open" },
      headers: { "retry-after": "90" },
    });
    await expect(meeting.join({ roomURL, name: "Ada" })).rejects.toMatchObject({ details: { retryAfterMs: 90_000 } });
  });

  test("a refusal rejects with the door's code, and one may try again", async () => {
    service.on(JOIN, refusal(409, "room_full"), { status: 201, json: admission });
    await expect(meeting.join({ roomURL, name: "Ada" })).rejects.toMatchObject({ code: "room_full", requestId: "r-1" });
    expect(meeting.state).toEqual({ phase: "over", reason: "room_full" });
    await meeting.join({ roomURL, name: "Ada" });
    expect(meeting.state.phase).toBe("inside");
  });

  test("an answer that was lost is asked for again, as the same question", async () => {
    service.on(JOIN, "no answer", { status: 503 }, { status: 201, json: admission });
    const joined = meeting.join({ roomURL, accessToken });
    await clock.advance(2_000);
    await joined;
    const keys = service.of(JOIN).map(({ headers }) => headers.get("idempotency-key"));
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  test("what hangs is given up after its time, and no error holds an address or a token", async () => {
    service.on(JOIN, "hangs");
    const joined = meeting.join({ roomURL, accessToken });
    const failed = expect(joined).rejects.toSatisfy((error: unknown) => {
      const printed = JSON.stringify(error) + String(error) + String((error as Error).cause);
      return (
        error instanceof LatchkeyError && error.code === "network" && !/access-token-text|example\.com/.test(printed)
      );
    });
    await clock.advance(60_000);
    await failed;
    expect(service.of(JOIN)).toHaveLength(4);
  });

  test("joining twice is the caller's mistake", async () => {
    service.on(JOIN, { status: 201, json: admission });
    await meeting.join({ roomURL, accessToken });
    await expect(meeting.join({ roomURL, accessToken })).rejects.toBeInstanceOf(TypeError);
  });
});

describe("waiting", () => {
  test("who has been approved and cannot come in yet is told what the admin said", async () => {
    service
      .on(JOIN, { status: 202, json: waiting })
      .on(LOOK, { status: 200, json: { ...waiting, message: "Welcome" } }, { status: 200, json: admission });
    const joined = meeting.join({ roomURL, name: "Ada" });
    await settled();
    await clock.advance(2_000);
    expect(meeting.state).toMatchObject({ phase: "waiting", message: "Welcome" });
    expect(told).toEqual(["waiting"]);
    await clock.advance(2_000);
    await joined;
  });

  test("who waits looks again until an admin has said yes", async () => {
    service
      .on(JOIN, { status: 202, json: waiting })
      .on(LOOK, { status: 200, json: waiting }, { status: 200, json: admission });
    const joined = meeting.join({ roomURL, name: "Ada" });
    await settled();
    expect(meeting.state).toEqual({
      phase: "waiting",
      requestId: waiting["requestId"],
      reason: waiting["reason"],
      expiresAt: waiting["expiresAt"],
      place: null,
      message: null,
    });
    await clock.advance(1_999);
    expect(service.of(LOOK)).toHaveLength(0);
    await clock.advance(1);
    expect(service.of(LOOK)).toHaveLength(1);
    expect(service.of(LOOK)[0]?.headers.get("authorization")).toBe(`Bearer ${waiting["ticket"]}`);
    await clock.advance(2_000);
    await joined;
    expect(told).toEqual(["waiting", "admitted"]);
  });

  test("a refusal by an admin comes with what was said", async () => {
    const denied = { status: "denied", requestId: waiting["requestId"], message: "This meeting is for the team" };
    service.on(JOIN, { status: 202, json: waiting }).on(LOOK, { status: 200, json: denied });
    const failed = expect(meeting.join({ roomURL })).rejects.toMatchObject({
      code: "denied",
      details: { message: denied.message },
    });
    await clock.advance(2_000);
    await failed;
    expect(told).toEqual(["waiting", "denied"]);
    expect(storage.items.size).toBe(0);
  });

  test("a service out of reach loses nobody his place, until the request is over", async () => {
    service.on(JOIN, { status: 202, json: { ...waiting, expiresAt: NOON / 1000 + 60 } }).on(LOOK, "no answer");
    const failed = expect(meeting.join({ roomURL })).rejects.toMatchObject({ code: "network" });
    await clock.advance(55_000);
    expect(meeting.state.phase).toBe("waiting");
    await clock.advance(20_000);
    await failed;
  });

  test("a service that asks to be left alone is not asked by who waits", async () => {
    const busy = { status: 429, headers: { "retry-after": "90" } };
    service.on(JOIN, { status: 202, json: waiting }).on(LOOK, busy, { status: 200, json: admission });
    const coming = meeting.join({ roomURL });
    await clock.advance(2_000 + 89_999);
    expect(service.of(LOOK)).toHaveLength(1);
    await clock.advance(2_001);
    await expect(coming).resolves.toMatchObject({ role: admission["role"] });
    expect(service.of(LOOK)).toHaveLength(2);
  });

  test("who gives up is withdrawn, and nothing goes on", async () => {
    service
      .on(JOIN, { status: 202, json: waiting })
      .on(WITHDRAW, { status: 200, json: { status: "cancelled", requestId: "r" } });
    const joined = expect(meeting.join({ roomURL })).rejects.toThrow("the meeting is over");
    await settled();
    await meeting.leave();
    await joined;
    expect(service.of(WITHDRAW)).toHaveLength(1);
    expect(meeting.state).toEqual({ phase: "over", reason: "left" });
    expect(clock.sleeping).toBe(0);
  });

  test("aborting a join gives the place in the queue back, and rejects with the signal's reason", async () => {
    service
      .on(JOIN, { status: 202, json: waiting })
      .on(WITHDRAW, { status: 200, json: { status: "cancelled", requestId: "r" } });
    const abort = new AbortController();
    const reason = new Error("the visitor closed the dialog");
    const joined = expect(meeting.join({ roomURL }, { signal: abort.signal })).rejects.toBe(reason);
    await settled();
    abort.abort(reason);
    await joined;
    expect(service.of(WITHDRAW)).toHaveLength(1);
    expect(clock.sleeping).toBe(0);
  });
});

test("whose approval finds the room full comes in by it later", async () => {
  service
    .on(JOIN, { status: 202, json: waiting }, { status: 201, json: admission })
    .on(LOOK, refusal(409, "room_full"));
  const failed = expect(meeting.join({ roomURL, name: "Ada" })).rejects.toMatchObject({ code: "room_full" });
  await settled();
  await clock.advance(2_000);
  await failed;
  await meeting.join({ roomURL, name: "Ada" });
  expect(service.of(JOIN)[1]?.body).toEqual({ ticket: waiting["ticket"] });
});

describe("a reload", () => {
  test("takes one's own place again", async () => {
    service.on(JOIN, { status: 201, json: admission });
    await meeting.join({ roomURL, accessToken });
    await open().join({ roomURL, accessToken });
    expect(service.of(JOIN)[1]?.body).toEqual({ accessToken, sessionToken: admission["sessionToken"] });
  });

  test("keeps the place in the queue", async () => {
    service.on(JOIN, { status: 202, json: waiting }, { status: 201, json: admission });
    meeting.join({ roomURL, name: "Ada" }).catch(() => {});
    await settled();
    await open().join({ roomURL, name: "Ada" });
    expect(service.of(JOIN)[1]?.body).toEqual({ ticket: waiting["ticket"] });
  });

  test.each(["token_expired", "token_revoked", "join_request_not_found", "join_request_expired"])(
    "whose earlier place is gone (%s) asks like anybody",
    async (code) => {
      storage.setItem("latchkey:https://meet.example.com/dev/team-sync", "session an-old-token");
      service.on(JOIN, refusal(401, code), { status: 201, json: admission });
      await meeting.join({ roomURL, accessToken });
      expect(service.of(JOIN)[1]?.body).toEqual({ accessToken });
    },
  );

  test("of somebody who is banned is refused, and not asked again", async () => {
    storage.setItem("latchkey:https://meet.example.com/dev/team-sync", "session an-old-token");
    service.on(JOIN, refusal(403, "banned"));
    await expect(meeting.join({ roomURL, accessToken })).rejects.toMatchObject({ code: "banned" });
    expect(service.of(JOIN)).toHaveLength(1);
  });

  test("takes the place again without a name or a token", async () => {
    storage.setItem("latchkey:https://meet.example.com/dev/team-sync", "session an-old-token");
    service.on(JOIN, { status: 201, json: admission });
    const info = await meeting.resume(roomURL);
    expect(info?.participantSessionId).toBe(admission["participantSessionId"]);
    expect(service.of(JOIN)[0]?.body).toEqual({ sessionToken: "an-old-token" });
    expect(told).toEqual(["admitted"]);
    await clock.advance(0);
  });

  test("asks nothing where no place is remembered", async () => {
    expect(await meeting.resume(roomURL)).toBeNull();
    expect(meeting.state).toEqual({ phase: "outside" });
    expect(service.of(JOIN)).toHaveLength(0);
  });

  test("whose place is gone knocks for nobody", async () => {
    storage.setItem("latchkey:https://meet.example.com/dev/team-sync", "session an-old-token");
    service.on(JOIN, refusal(401, "token_expired"));
    expect(await meeting.resume(roomURL)).toBeNull();
    expect(meeting.state).toEqual({ phase: "outside" });
    expect(service.of(JOIN)).toHaveLength(1);
    expect(storage.items.size).toBe(0);
  });

  test("during an outage keeps the place for later", async () => {
    storage.setItem("latchkey:https://meet.example.com/dev/team-sync", "session an-old-token");
    service.on(JOIN, "no answer", "no answer", "no answer", "no answer", { status: 201, json: admission });
    const failed = expect(meeting.resume(roomURL)).rejects.toMatchObject({ code: "network" });
    await clock.advance(30_000);
    await failed;
    await meeting.resume(roomURL);
    expect(service.of(JOIN)[4]?.body).toEqual({ sessionToken: "an-old-token" });
  });
});

describe("inside", () => {
  beforeEach(async () => {
    service.on(JOIN, { status: 201, json: admission }).on(LEAVE, { status: 200, json: { success: true } });
    service.on(HEARTBEAT, { status: 200, json: renewal() });
    await meeting.join({ roomURL, accessToken });
    told = [];
  });

  test("the session token is renewed in time, and the next renewal shows the newest", async () => {
    await clock.advance(29_999);
    expect(service.of(HEARTBEAT)).toHaveLength(0);
    await clock.advance(1);
    await clock.advance(30_000);
    expect(service.of(HEARTBEAT).map(({ headers }) => headers.get("authorization"))).toEqual([
      `Bearer ${admission["sessionToken"]}`,
      "Bearer renewed-session-token",
    ]);
    expect([...storage.items.values()]).toEqual(["session renewed-session-token"]);
  });

  test("a change of role is told once", async () => {
    service.on(HEARTBEAT, { status: 200, json: renewal({ role: "listener" }) });
    await clock.advance(60_000);
    expect(told).toEqual(["roleChanged"]);
    expect(meeting.state).toMatchObject({ phase: "inside", info: { role: "listener" } });
  });

  test("an outage is told, and its end", async () => {
    service.on(HEARTBEAT, "no answer", "no answer", "no answer", "no answer", { status: 200, json: renewal() });
    await clock.advance(40_000);
    expect(told).toEqual(["connectionLost", "connectionRestored"]);
  });

  test("a service that asks to be left alone for long is, and the place is kept", async () => {
    const busy = { status: 503, headers: { "retry-after": "90" } };
    service.on(HEARTBEAT, busy, { status: 200, json: renewal() });
    await clock.advance(30_000 + 89_999);
    expect(service.of(HEARTBEAT)).toHaveLength(1);
    await clock.advance(1);
    expect(service.of(HEARTBEAT)).toHaveLength(2);
    expect(told).toEqual(["connectionLost", "connectionRestored"]);
  });

  test.each([
    // what is refused, how one went by that, what is made of it
    [401, "token_revoked", "ejected", "ejected"],
    [401, "token_expired", "time_up", "time_up"],
    [403, "banned", "banned", "banned"],
    [404, "room_not_found", "archived", "archived"],
    [401, "token_revoked", undefined, "token_revoked"],
    [401, "token_revoked", "in a way of next year's", "token_revoked"],
  ])("who is put out hears why, and nothing goes on: %s %s %s", async (status, code, departure, reason) => {
    service.on(HEARTBEAT, refusal(status, code, { departure }));
    await clock.advance(30_000);
    expect(told).toEqual(["ejected"]);
    expect(meeting.state).toEqual({ phase: "over", reason });
    expect(storage.items.size).toBe(0);
    expect(clock.sleeping).toBe(0);
  });

  test("leaving gives the place back once, and nothing goes on", async () => {
    await meeting.leave();
    await meeting.leave();
    expect(service.of(LEAVE)).toHaveLength(1);
    expect(told).toEqual(["left"]);
    expect(clock.sleeping).toBe(0);
  });

  test("a listener that throws stops nobody", async () => {
    const uncaught: unknown[] = [];
    process.once("uncaughtException", (error) => uncaught.push(error));
    const other = new Meeting({ fetch: service.fetch, clock, storage: null, liveURL: null });
    other.on("admitted", () => {
      throw new Error("a listener's own fault");
    });
    other.on("admitted", () => told.push("the other listener"));
    await other.join({ roomURL, accessToken });
    await settled();
    expect(told).toEqual(["the other listener"]);
    expect(uncaught).toHaveLength(1);
  });
});

test("somebody whose time ends is looked after at that moment and not a heartbeat later", async () => {
  service.on(JOIN, { status: 201, json: { ...admission, ejectAt: NOON / 1000 + 10 } });
  service.on(HEARTBEAT, refusal(401, "token_revoked"));
  await meeting.join({ roomURL, accessToken });
  await clock.advance(10_049);
  expect(service.of(HEARTBEAT)).toHaveLength(0);
  await clock.advance(1);
  expect(meeting.state.phase).toBe("over");
});

test("whom a media server keeps inside sends no heartbeats, but renews the session token in time", async () => {
  service.on(JOIN, { status: 201, json: { ...admission, media } });
  service.on(HEARTBEAT, { status: 200, json: renewal() });
  const info = await meeting.join({ roomURL, accessToken });
  expect(info.media?.["keepsPresence"]).toBe(true);
  await clock.advance(239_999);
  expect(service.of(HEARTBEAT)).toHaveLength(0);
  await clock.advance(1);
  expect(service.of(HEARTBEAT)).toHaveLength(1);
  await clock.advance(239_999);
  expect(service.of(HEARTBEAT)).toHaveLength(1);
});

describe("an admin", () => {
  const KNOCKS = "GET /api/v1/join/dev/team-sync";
  const request = {
    requestId: "01M81J18G0DDZM3KXDX4PBB0T6",
    name: "Grace",
    reason: "private",
    requestedAt: 1,
    expiresAt: 2,
  };
  const page = (...requests: unknown[]) => ({ status: 200, json: { requests, nextCursor: null } });

  test("hears of each knock once, and when it is gone", async () => {
    const heard: string[] = [];
    meeting.on("joinRequest", ({ name }) => heard.push(`${name} knocks`));
    meeting.on("joinRequestGone", ({ requestId }) => heard.push(`${requestId} is gone`));
    service.on(JOIN, { status: 201, json: { ...admission, isAdmin: true } });
    service.on(KNOCKS, page(), page(request), page(request), page());
    await meeting.join({ roomURL, accessToken });
    await clock.advance(9_000);
    expect(heard).toEqual(["Grace knocks", `${request.requestId} is gone`]);
  });

  test("lets somebody in, as what he holds then", async () => {
    const APPROVE = `POST /api/v1/join/dev/team-sync/${request.requestId}/approve`;
    service.on(JOIN, { status: 201, json: admission }).on(APPROVE, { status: 200, json: { success: true } });
    await meeting.join({ roomURL, accessToken });
    await meeting.admit(request.requestId, { role: "speaker" });
    expect(service.of(APPROVE)[0]).toMatchObject({ body: { role: "speaker" } });
    expect(service.of(APPROVE)[0]?.headers.get("authorization")).toBe(`Bearer ${admission["sessionToken"]}`);
  });

  test("of no room decides nothing", async () => {
    expect(() => meeting.desk).toThrow(TypeError);
  });
});
