import { afterEach, describe, expect, test, vi } from "vitest";
import type { WaitingRoom } from "../src/desk/waiting-room.ts";
import { Desk, Door, Meeting, type PermissionOverlay, type RoomAddress } from "../src/index.ts";
import type { ApiKeys } from "../src/server/api-keys.ts";
import type { ListOptions } from "../src/server/calls.ts";
import {
  AccessToken,
  type AccessTokenOptions,
  ApiClient,
  type ApiKeyChange,
  type MediaServerSettings,
  type PageOptions,
  type WebhookSettings,
} from "../src/server/index.ts";
import type { MediaSettings } from "../src/server/media.ts";
import { type Answers, CREDENTIALS, DescribedService, operations } from "./fixtures/described-service.ts";
import { FakeClock, settled } from "./fixtures/fake-clock.ts";

const NOON = 1_795_348_800_000;
const url = "https://meet.example.com";
const room = "team-sync";
const address: RoomAddress = { origin: url, app: "dev", room };
const roomURL = `${url}/dev/${room}`;
const id = "01M81J18G0CWYQ9MTFT8EFP8N9";
const { apiKey, sessionToken, ticket } = CREDENTIALS;

/** Everything that may be said. A member that is added to one of these types has to be added here. */
const list: Required<Omit<ListOptions, "signal">> = { cursor: "next" };
const page: Required<Omit<PageOptions, "signal">> = { ...list, limit: 100 };
const permissions: Required<PermissionOverlay> = {
  admin: false,
  canConsume: true,
  canProduce: true,
  canProduceSources: { cam: true, mic: true, screen: false },
  canSendData: true,
  canRecvData: true,
  canUpdateMetadata: true,
};
const grant = { role: "speaker", permissions, message: "Welcome" };
const change = { role: "speaker", permissions, metadata: { seat: 7 } };
const tokenOptions: Required<AccessTokenOptions> = {
  metadata: { seat: 7 },
  maxPeersAllowed: 2,
  ttl: "2h",
  name: "Ada",
  email: "ada@example.com",
  externalUserId: "user-42",
};
const keyLimits: Required<ApiKeyChange> = { label: "support", scopes: ["people"], room, expireUnixSec: 4_102_444_800 };
const webhook: Required<WebhookSettings> = {
  url: "https://example.com/hooks",
  types: ["peer.joined"],
  rooms: [room],
  description: "for the tests",
  signature: "huddle01",
  enabled: true,
};
const liveKit = { kind: "livekit", url: "wss://m.example.com", apiUrl: "https://m.example.com", apiKey: "k" } as const;
const media: Required<MediaServerSettings> = { ...liveKit, apiSecret: "s".repeat(32), companions: ["agent"] };
const settings = { roomName: room, privacy: "private", maxParticipants: 12, metadata: { team: ["engines"] } };

type Methods<T> = { [K in keyof T]: T[K] extends (...given: never[]) => unknown ? K : never }[keyof T];
type Calls<T> = readonly ((of: T) => Promise<unknown>)[];

/** Of each method: with nothing that may be left out, and with everything. What differs otherwise stands for itself. */
const apiClient: Record<Exclude<Methods<ApiClient>, "waitingRoom">, Calls<ApiClient>> = {
  createRoom: [(of) => of.createRoom(), (of) => of.createRoom(settings)],
  getRoom: [(of) => of.getRoom(room)],
  updateRoom: [(of) => of.updateRoom(room, {}), (of) => of.updateRoom(room, settings)],
  archiveRoom: [(of) => of.archiveRoom(room)],
  listRooms: [(of) => of.listRooms(), (of) => of.listRooms(page)],
  validateToken: [(of) => of.validateToken("access-token")],
  revokeToken: [(of) => of.revokeToken({ token: "access-token" }), (of) => of.revokeToken({ jti: id })],
  revokeTokensIssuedBefore: [
    (of) => of.revokeTokensIssuedBefore(NOON / 1000),
    (of) => of.revokeTokensIssuedBefore(NOON / 1000, { roomName: room }),
  ],
  listPeers: [(of) => of.listPeers(room), (of) => of.listPeers(room, page)],
  updatePeer: [(of) => of.updatePeer(room, id, { role: "speaker" }), (of) => of.updatePeer(room, id, change)],
  ejectPeer: [(of) => of.ejectPeer(room, id), (of) => of.ejectPeer(room, id, { ban: true })],
  listBans: [(of) => of.listBans(room), (of) => of.listBans(room, list)],
  ban: [(of) => of.ban(room, "user/42")],
  unban: [(of) => of.unban(room, "user/42")],
  listSessions: [(of) => of.listSessions(room), (of) => of.listSessions(room, page)],
  listParticipants: [(of) => of.listParticipants(room, id), (of) => of.listParticipants(room, id, page)],
  listActiveSessions: [(of) => of.listActiveSessions(), (of) => of.listActiveSessions(page)],
  createWebhook: [(of) => of.createWebhook({ url: webhook.url }), (of) => of.createWebhook(webhook)],
  listWebhooks: [(of) => of.listWebhooks(), (of) => of.listWebhooks(list)],
  getWebhook: [(of) => of.getWebhook(id)],
  changeWebhook: [(of) => of.changeWebhook(id, {}), (of) => of.changeWebhook(id, webhook)],
  deleteWebhook: [(of) => of.deleteWebhook(id)],
  testWebhook: [(of) => of.testWebhook(id)],
  rotateWebhookSecret: [(of) => of.rotateWebhookSecret(id)],
  listDeliveries: [(of) => of.listDeliveries(id), (of) => of.listDeliveries(id, page)],
  replayDeliveries: [
    (of) => of.replayDeliveries(id),
    (of) => of.replayDeliveries(id, { sinceUnixSec: NOON / 1000 }),
    (of) => of.replayDeliveries(id, { deliveryIds: [`001795348800000-evt_${id}`] }),
  ],
};

const apiKeys: Record<Methods<ApiKeys>, Calls<ApiKeys>> = {
  list: [(of) => of.list(), (of) => of.list(list)],
  create: [(of) => of.create({ scopes: ["people"] }), (of) => of.create(keyLimits)],
  change: [
    (of) => of.change(id, {}),
    (of) => of.change(id, keyLimits),
    (of) => of.change(id, { room: null, expireUnixSec: null }),
  ],
  revoke: [(of) => of.revoke(id)],
  rotate: [(of) => of.rotate(id), (of) => of.rotate(id, { overlapSec: 3600 })],
};

const mediaSettings: Record<Methods<MediaSettings>, Calls<MediaSettings>> = {
  get: [(of) => of.get()],
  set: [(of) => of.set(liveKit), (of) => of.set(media)],
  unset: [(of) => of.unset()],
};

/** What admins and an app's server do alike. */
const atTheDoor: Record<"joinRequests" | "admit" | "deny", Calls<WaitingRoom | Desk>> = {
  joinRequests: [(of) => of.joinRequests(), (of) => of.joinRequests(list)],
  admit: [(of) => of.admit(id), (of) => of.admit(id, grant)],
  deny: [(of) => of.deny(id), (of) => of.deny(id, { message: "Not today" })],
};
const waitingRoom: Record<Methods<WaitingRoom>, Calls<WaitingRoom>> = {
  ...atTheDoor,
  ended: [(of) => of.ended(), (of) => of.ended(page)],
};

const desk: Record<Methods<Desk>, Calls<Desk>> = {
  ...atTheDoor,
  peers: [(of) => of.peers(), (of) => of.peers(page)],
  update: [(of) => of.update(id, { role: "speaker" }), (of) => of.update(id, change)],
  eject: [(of) => of.eject(id), (of) => of.eject(id, { ban: true })],
};

const { signal } = new AbortController();
const waiting = { status: "waiting", requestId: id, ticket, reason: "private", expiresAt: 1, message: null } as const;
const door: Record<Exclude<Methods<Door>, "untold">, Calls<Door>> = {
  knock: [
    (of) => of.knock({}, null, signal),
    (of) => of.knock({ name: "Ada" }, null, signal),
    (of) => of.knock({ accessToken: "access-token" }, null, signal),
    (of) => of.knock({ accessToken: "access-token" }, { sessionToken }, signal),
    (of) => of.knock({ accessToken: "access-token" }, { ticket }, signal),
  ],
  wait: [(of) => of.wait(waiting, () => {}, of.untold(), signal)],
  withdraw: [(of) => of.withdraw(waiting, signal)],
};

const accessToken: Record<Methods<AccessToken>, Calls<DescribedService>> = {
  toJwt: [
    ({ fetch }) => new AccessToken({ apiKey, url, fetch, roomId: room, role: "host" }).toJwt(),
    ({ fetch }) =>
      new AccessToken({ apiKey, url, fetch, roomId: room, role: "guest", permissions, options: tokenOptions }).toJwt(),
  ],
};

const letsIn: Answers = { joinRequest: ["201", "Admission"], getJoinRequest: ["200", "Admission"] };
const hasToWait: Answers = { joinRequest: ["202", "Waiting"], getJoinRequest: ["200", "Waiting"] };
const called = new Set<string>();

/** Has a described service called, and nothing wrong with that. */
async function asDescribed(call: (service: DescribedService) => Promise<unknown>, answers = letsIn): Promise<void> {
  const service = new DescribedService(answers);
  await call(service);
  expect(service.faults).toEqual([]);
  expect(service.called.size).toBeGreaterThan(0);
  for (const one of service.called) called.add(one);
}

function rows<T>(name: string, calls: Readonly<Record<string, Calls<T>>>, of: (service: DescribedService) => T) {
  return Object.entries(calls).map(([method, ways]) => ({
    name: `${name}.${method}`,
    ask: async () => {
      for (const way of ways) await asDescribed((service) => way(of(service)));
    },
  }));
}

const atOnce = { now: () => NOON, sleep: async () => {} };
const server = ({ fetch }: DescribedService) => new ApiClient({ apiKey, url, fetch });

test.each([
  ...rows("ApiClient", apiClient, server),
  ...rows("ApiKeys", apiKeys, (service) => server(service).apiKeys),
  ...rows("MediaSettings", mediaSettings, (service) => server(service).media),
  ...rows("WaitingRoom", waitingRoom, (service) => server(service).waitingRoom("dev", room)),
  ...rows("Desk", desk, ({ fetch }) => new Desk(address, { current: () => sessionToken }, { fetch })),
  ...rows("Door", door, ({ fetch }) => new Door(address, { fetch, clock: atOnce })),
  ...rows("AccessToken", accessToken, (service) => service),
])("what $name asks is what openapi.yaml describes", ({ ask }) => ask());

function meetingOf({ fetch }: DescribedService, clock = new FakeClock(NOON), left: string | null = null): Meeting {
  const storage = { getItem: () => left, setItem: () => {}, removeItem: () => {} };
  return new Meeting({ fetch, clock, storage, liveURL: null });
}

async function inside(service: DescribedService, clock = new FakeClock(NOON)): Promise<Meeting> {
  const meeting = meetingOf(service, clock);
  await meeting.join({ roomURL, accessToken: "access-token" });
  return meeting;
}

/** With what an earlier visit has left behind. */
function back(service: DescribedService, left: string): Promise<unknown> {
  return meetingOf(service, new FakeClock(NOON), left).resume(roomURL);
}

describe("what a meeting asks is what openapi.yaml describes", () => {
  const visits: Record<Exclude<Methods<Meeting>, "on">, Calls<DescribedService>> = {
    join: [
      (service) => meetingOf(service).join({ roomURL }),
      (service) => meetingOf(service).join({ roomURL, name: "Ada" }),
      (service) => inside(service),
    ],
    resume: [(service) => back(service, `session ${sessionToken}`), (service) => back(service, `ticket ${ticket}`)],
    admit: [async (service) => (await inside(service)).admit(id, grant)],
    deny: [async (service) => (await inside(service)).deny(id, { message: "Not today" })],
    leave: [async (service) => (await inside(service)).leave()],
  };

  test.each(rows("Meeting", visits, (service) => service))("$name", ({ ask }) => ask());

  test("who stays", () =>
    asDescribed(async (service) => {
      const clock = new FakeClock(NOON);
      await inside(service, clock);
      await clock.advance(100);
      expect(service.called).toContain("heartbeat");
    }));

  test("who gives up waiting", () =>
    asDescribed(async (service) => {
      const meeting = meetingOf(service);
      const joined = meeting.join({ roomURL, name: "Ada" });
      await settled();
      await Promise.all([expect(joined).rejects.toThrow(), meeting.leave()]);
      expect(service.called).toContain("withdrawJoinRequest");
    }, hasToWait));

  afterEach(() => vi.unstubAllGlobals());

  test("whose page is closed", () =>
    asDescribed(async (service) => {
      const browser = new EventTarget();
      vi.stubGlobal("addEventListener", browser.addEventListener.bind(browser));
      vi.stubGlobal("navigator", { sendBeacon: service.sendBeacon });
      const clock = new FakeClock(NOON);
      await inside(service, clock);
      await clock.advance(5_000);
      browser.dispatchEvent(Object.assign(new Event("pagehide"), { persisted: false }));
      expect(service.called).toContain("leave");
    }));
});

/** Whose calls are none of this SDK's, by the beginning of their paths. */
const OTHERS: Readonly<Record<string, string>> = {
  "/.well-known/": "what verifies tokens without the service: docs/offline.md",
  "/api/v1/livekit/": "LiveKit, its own clients, and the proxy in front of it: docs/media.md",
  "/api/v1/dashboard/": "the dashboard's page",
  "/api/v2/sdk/": "Huddle01's server SDK: docs/migrating.md",
};

test("every operation is called above, or is for others to call", () => {
  const others = operations.filter(({ template }) => Object.keys(OTHERS).some((begin) => template.startsWith(begin)));
  expect([...called, ...others.map((one) => one.id)].sort()).toEqual(operations.map((one) => one.id).sort());
});

/** Asks something as this SDK asks for a room, but for one thing. */
async function faultsOf(
  path: string,
  more: { readonly body?: object; readonly headers?: Record<string, string> } = {},
) {
  const service = new DescribedService();
  const headers = { "x-api-key": apiKey, "content-type": "application/json", "idempotency-key": "k", ...more.headers };
  const set = Object.entries(headers).filter(([, value]) => value !== "");
  await service.fetch(url + path, { method: "POST", headers: set, body: JSON.stringify(more.body ?? settings) });
  return service.faults;
}

describe("a request is noticed", () => {
  test.each([
    ["to a path that is none", faultsOf("/api/v1/roms"), ["POST /api/v1/roms is no operation"]],
    [
      "with a field that is none",
      faultsOf("/api/v1/room", { body: { ...settings, maxParticipant: 1 } }),
      [expect.stringContaining('"unevaluatedProperty":"maxParticipant"')],
    ],
    [
      "with a value that is none",
      faultsOf("/api/v1/room", { body: { maxParticipants: "12" } }),
      [expect.stringContaining("the body/maxParticipants must be")],
    ],
    ["with a parameter that is none", faultsOf("/api/v1/room?page=2"), ["createRoom: the parameter page is unknown"]],
    [
      "without the key that makes it count once",
      faultsOf("/api/v1/room", { headers: { "idempotency-key": "" } }),
      ["createRoom: Idempotency-Key is missing"],
    ],
    [
      "with a header that is none",
      faultsOf("/api/v1/room", { headers: { "x-request-id": "7" } }),
      ["createRoom: the header x-request-id is unknown"],
    ],
    [
      "with somebody else's credential",
      faultsOf("/api/v1/room", { headers: { "x-api-key": "", authorization: `Bearer ${sessionToken}` } }),
      ['createRoom: comes with "sessionToken", and takes apiKey or bearerKey or queryKey'],
    ],
    [
      "without a credential",
      faultsOf("/api/v1/room", { headers: { "x-api-key": "" } }),
      ['createRoom: comes with "", and takes apiKey or bearerKey or queryKey'],
    ],
    [
      "whose body is no JSON by its type",
      faultsOf("/api/v1/room", { headers: { "content-type": "text/plain" } }),
      ['createRoom: takes no body of the type "text/plain"'],
    ],
  ])("%s", async (_, faults, expected) => {
    expect(await faults).toEqual(expected);
  });
});
