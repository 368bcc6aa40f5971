import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Meeting } from "../src/index.ts";
import { AccessToken, ApiClient, Role, verifyWebhook } from "../src/server/index.ts";
import { api, apiKey, newRoomName, roomURL, url } from "./local-service.ts";

/** How long it lives: to the second, since two clocks are read. */
const life = (token: string) => claims(token).exp - claims(token).iat;

const claims = (token: string) => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

test("the seed's listing makes a token, with the import line changed", async () => {
  const roomId = (await api.createRoom({ privacy: "private" })).roomName;
  process.env["LATCHKEY_URL"] = url;
  const accessToken = new AccessToken({
    apiKey,
    roomId,
    //available roles: Role.HOST, Role.CO_HOST, Role.SPEAKER, Role.LISTENER, Role.GUEST - depending on the privileges you want to give to the user
    role: Role.HOST,
    //custom permissions give you more flexibility in terms of the user privileges than a pre-defined role
    permissions: {
      admin: true,
      canConsume: true,
      canProduce: true,
      canProduceSources: {
        cam: true,
        mic: true,
        screen: true,
      },
      canRecvData: true,
      canSendData: true,
      canUpdateMetadata: true,
    },
    options: {
      metadata: {
        // you can add any custom attributes here which you want to associate with the user
        walletAddress: "mizanxali.eth",
      },
    },
  });
  const token = await accessToken.toJwt();
  expect(claims(token).data).toMatchObject({
    roomName: roomId,
    role: "host",
    metadata: { walletAddress: "mizanxali.eth" },
  });
  expect(Math.abs(life(token) - 4 * 3600)).toBeLessThanOrEqual(2);
});

test("every role has its permissions, and one of one's own those that are given", async () => {
  const { roomName: roomId } = await api.createRoom();
  for (const role of Object.values(Role)) {
    const token = await new AccessToken({ apiKey, url, roomId, role }).toJwt();
    expect(claims(token).data.role).toBe(role);
    expect(claims(token).data.permissions.admin).toBe(role === "host" || role === "coHost");
  }
  const dj = await new AccessToken({ apiKey, url, roomId, role: "dj", permissions: { canSendData: false } }).toJwt();
  expect(claims(dj).data.permissions).toMatchObject({ canSendData: false, canConsume: true });
});

test("permissions alone are a guest's with these changes", async () => {
  const { roomName: roomId } = await api.createRoom();
  const token = await new AccessToken({
    apiKey,
    url,
    roomId,
    permissions: { canProduceSources: { screen: false } },
  }).toJwt();
  expect(claims(token).data.permissions).toMatchObject({
    admin: false,
    canProduceSources: { cam: true, mic: true, screen: false },
  });
});

test.each(["10h", "2 days", 90, "45 minutes"])("a life of %s is what the token says", async (ttl) => {
  const { roomName: roomId } = await api.createRoom();
  const token = await new AccessToken({ apiKey, url, roomId, role: Role.GUEST, options: { ttl } }).toJwt();
  const seconds = { "10h": 36_000, "2 days": 172_800, 90: 90, "45 minutes": 2_700 }[ttl] ?? 0;
  expect(Math.abs(life(token) - seconds)).toBeLessThanOrEqual(2);
});

test.each([0, -1, "soon", "", Number.NaN])("no life: %j", (ttl) => {
  expect(() => new AccessToken({ apiKey, url, roomId: "r", role: Role.GUEST, options: { ttl } })).toThrow(TypeError);
});

test("a wrong key and bad fields are refused by their codes", async () => {
  await expect(new ApiClient({ url, apiKey: "no-key" }).createRoom()).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(api.createRoom({ privacy: "secret", maxParticipants: -1 })).rejects.toMatchObject({
    code: "malformed_request",
    details: {
      errors: expect.arrayContaining([
        expect.objectContaining({ field: "privacy" }),
        expect.objectContaining({ field: "maxParticipants" }),
      ]),
    },
  });
});

test("rooms are made, read, changed, listed and archived", async () => {
  const roomName = newRoomName();
  const made = await api.createRoom({ roomName, privacy: "private" });
  expect(await api.getRoom(roomName)).toMatchObject({ _id: made._id, privacy: "private" });
  expect(await api.updateRoom(roomName, { privacy: "public" })).toMatchObject({ privacy: "public" });
  expect((await api.listRooms({ limit: 100 })).items.map((room) => room.roomName)).toContain(roomName);
  await api.archiveRoom(roomName);
  await expect(api.getRoom(roomName)).rejects.toMatchObject({ code: "room_not_found" });
});

test("bans hold, are listed, and are lifted", async () => {
  const { roomName } = await api.createRoom();
  await api.ban(roomName, "user-7");
  expect((await api.listBans(roomName)).items).toMatchObject([{ externalUserId: "user-7", rank: "host" }]);
  await api.unban(roomName, "user-7");
  expect((await api.listBans(roomName)).items).toEqual([]);
});

test("a good token is read, and one that is not says why", async () => {
  const { roomName } = await api.createRoom({ privacy: "private" });
  const options = { name: "Ada", metadata: { seat: 7 } };
  const token = await new AccessToken({ apiKey, url, roomId: roomName, role: Role.SPEAKER, options }).toJwt();
  const payload = await api.validateToken(token);
  expect(payload).toMatchObject({ app: "dev", roomName, role: "speaker", name: "Ada", metadata: { seat: 7 } });
  expect(payload).toMatchObject({ jti: claims(token).jti, issuedAt: claims(token).iat, expiresAt: claims(token).exp });
  await api.revokeToken({ jti: payload.jti });
  await expect(api.validateToken(token)).rejects.toMatchObject({ code: "token_revoked" });
});

test("a server lets somebody in, and turns somebody away", async () => {
  const { roomName } = await api.createRoom({ privacy: "private", enableRequestToJoin: true });
  const door = api.waitingRoom("dev", roomName);
  const knock = async (name: string) => {
    const visitor = new Meeting({ liveURL: null });
    const coming = visitor.join({ roomURL: roomURL(roomName), name });
    coming.catch(() => {});
    await expect.poll(async () => (await door.joinRequests()).items.map((request) => request.name)).toContain(name);
    return { visitor, coming, request: (await door.joinRequests()).items.find((request) => request.name === name) };
  };
  const ada = await knock("Ada");
  await door.admit(ada.request?.requestId ?? "", { role: Role.SPEAKER });
  expect(await ada.coming).toMatchObject({ role: "speaker" });
  await ada.visitor.leave();
  const grace = await knock("Grace");
  await door.deny(grace.request?.requestId ?? "", { message: "full" });
  await expect(grace.coming).rejects.toMatchObject({ code: "denied", details: { message: "full" } });
  const [last] = (await door.ended({ limit: 1 })).items;
  expect(last).toMatchObject({ name: "Grace", status: "denied", message: "full", by: expect.stringMatching(/^key:/) });
  expect((await door.ended()).items).toMatchObject([last, { name: "Ada", status: "admitted", role: "speaker" }]);
});

test("webhooks are made, tried, changed, listed, renewed, replayed and deleted", async () => {
  const received: { body: string; headers: Record<string, string> }[] = [];
  const receiver = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    received.push({ body: Buffer.concat(chunks).toString(), headers: request.headers as Record<string, string> });
    response.writeHead(204).end();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void receiver.close());
  await once(receiver, "listening");
  const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const made = await api.createWebhook({ url: address, types: ["room.created"], description: "a test's" });
  expect(await api.getWebhook(made.webhookId)).toMatchObject({ url: address, types: ["room.created"], enabled: true });
  expect((await api.listWebhooks()).items.map((one) => one.webhookId)).toContain(made.webhookId);

  expect(await api.testWebhook(made.webhookId)).toMatchObject({ delivered: true, status: 204, fault: null });
  // A room that was made a moment before the webhook may be told of as well.
  const told = await Promise.all(received.map(({ body, headers }) => verifyWebhook(made.secret, body, headers)));
  expect(told).toContainEqual(expect.objectContaining({ type: "webhook.test" }));

  await api.createRoom();
  const delivered = async () => (await api.listDeliveries(made.webhookId)).items;
  await expect.poll(async () => (await delivered())[0]?.state).toBe("delivered");
  const [delivery] = await delivered();
  expect(delivery).toMatchObject({ type: "room.created", attempts: 1, lastAttempt: { status: 204, fault: null } });
  expect(await api.replayDeliveries(made.webhookId)).toEqual({ replayed: 0, more: false });
  expect(await api.replayDeliveries(made.webhookId, { deliveryIds: [delivery?.deliveryId ?? ""] })).toEqual({
    replayed: 1,
    more: false,
  });

  expect((await api.rotateWebhookSecret(made.webhookId)).secret).not.toBe(made.secret);
  expect(await api.changeWebhook(made.webhookId, { enabled: false })).toMatchObject({ enabled: false });
  await api.deleteWebhook(made.webhookId);
  await expect(api.getWebhook(made.webhookId)).rejects.toMatchObject({ code: "webhook_not_found" });
});

test("what goes on is listed", async () => {
  expect(Array.isArray((await api.listActiveSessions()).items)).toBe(true);
});

test("a token that was taken back opens nothing", async () => {
  const { roomName } = await api.createRoom({ privacy: "private" });
  const token = await new AccessToken({ apiKey, url, roomId: roomName, role: Role.GUEST }).toJwt();
  await api.revokeToken({ token });
  const answer = await fetch(`${url}/api/v1/join/dev/${roomName}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ accessToken: token }),
  });
  expect(await answer.json()).toMatchObject({ code: "token_revoked" });
});

test("API keys are made, listed, changed, replaced and ended", async () => {
  const made = await api.apiKeys.create({ label: "a test's", scopes: ["rooms", "read-only"] });
  expect(made).toMatchObject({ label: "a test's", scopes: ["rooms", "read-only"], room: null, expired: false });
  const own = new ApiClient({ url, apiKey: made.apiKey });
  await own.listRooms();
  await expect(own.apiKeys.list()).rejects.toMatchObject({ code: "forbidden" });
  expect((await api.apiKeys.list()).items.map((one) => one.keyId)).toContain(made.keyId);
  expect(await api.apiKeys.change(made.keyId, { label: "renamed", room: null })).toMatchObject({ label: "renamed" });
  const next = await api.apiKeys.rotate(made.keyId, { overlapSec: 60 });
  expect(next.previous.keyId).toBe(made.keyId);
  await api.apiKeys.revoke(made.keyId);
  await expect(own.listRooms()).rejects.toMatchObject({ code: "unauthenticated" });
  await api.apiKeys.revoke(next.keyId);
  await expect(api.apiKeys.revoke(next.keyId)).rejects.toMatchObject({ code: "key_not_found" });
});

test("a media server is named, shown without its secret, and taken away", async () => {
  expect(await api.media.get()).toBeNull();
  const set = { kind: "livekit", url: "ws://127.0.0.1:9", apiUrl: "http://127.0.0.1:9", apiKey: "devkey" } as const;
  const shown = { ...set, companions: ["sip"] };
  expect(await api.media.set({ ...set, apiSecret: "secret".repeat(6), companions: ["sip"] })).toEqual(shown);
  expect(await api.media.get()).toEqual(shown);
  await api.media.unset();
  expect(await api.media.get()).toBeNull();
});

test("a webhook is verified, and one that is not genuine is refused", async () => {
  const secret = `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`;
  const body = JSON.stringify({
    id: "evt_1",
    type: "peer.joined",
    timestamp: "2026-11-24T15:00:00.123Z",
    app: "dev",
    roomName: "r",
    data: {},
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac("sha256", "0123456789abcdef0123456789abcdef")
    .update(`evt_1.${timestamp}.${body}`)
    .digest("base64");
  const headers = { "Webhook-Id": "evt_1", "Webhook-Timestamp": timestamp, "Webhook-Signature": `v1,AAAA v1,${mac}` };
  expect(await verifyWebhook(secret, body, headers)).toMatchObject({ id: "evt_1", type: "peer.joined", roomName: "r" });
  await expect(verifyWebhook(secret, `${body} `, headers)).rejects.toThrow(TypeError);
  await expect(verifyWebhook(secret.replace("MDEy", "MDEz"), body, headers)).rejects.toThrow(TypeError);
  await expect(verifyWebhook("no secret", body, headers)).rejects.toThrow(TypeError);
  await expect(verifyWebhook(secret, body, { ...headers, "Webhook-Id": "evt_2" })).rejects.toThrow(TypeError);
  const late = { now: () => (Number(timestamp) + 301) * 1000 };
  await expect(verifyWebhook(secret, body, headers, late)).rejects.toThrow(TypeError);
  expect(await verifyWebhook(secret, body, headers, { now: () => (Number(timestamp) + 300) * 1000 })).toBeDefined();
});
