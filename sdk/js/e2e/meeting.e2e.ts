import { expect, test } from "vitest";
import { Meeting, type MeetingEvents } from "../src/index.ts";
import { AccessToken, Role } from "../src/server/index.ts";
import { api, apiKey, newRoomName, roomURL, url } from "./local-service.ts";

/** Resolves at the first event of that type. */
function first<T extends keyof MeetingEvents>(meeting: Meeting, type: T): Promise<MeetingEvents[T]> {
  return new Promise((resolve) => {
    meeting.on(type, resolve);
  });
}

function token(roomId: string, role: string, options = {}): Promise<string> {
  return new AccessToken({ url, apiKey, roomId, role, options }).toJwt();
}

test("an evening: a guest knocks, a host lets him in, changes his role, and puts him out", async () => {
  const roomName = newRoomName();
  await api.createRoom({ roomName, privacy: "private", enableRequestToJoin: true });
  const host = new Meeting();
  await host.join({ roomURL: roomURL(roomName), accessToken: await token(roomName, Role.HOST, { name: "Ada" }) });

  const guest = new Meeting();
  const knocked = first(host, "joinRequest");
  const coming = guest.join({ roomURL: roomURL(roomName), name: "Grace" });
  const request = await knocked;
  expect(request.name).toBe("Grace");
  expect(guest.state.phase).toBe("waiting");
  await host.admit(request.requestId, { role: Role.SPEAKER });

  const info = await coming;
  expect(info).toMatchObject({ role: "speaker", roomName });
  expect(info.permissions.canProduceSources.cam).toBe(false);
  expect(info.onlineParticipants.map(({ name }) => name)).toContain("Ada");
  const { items } = await host.desk.peers();
  expect(items.map(({ name }) => name)).toEqual(["Ada", "Grace"]);

  const peer = await host.desk.update(info.participantSessionId, { role: Role.LISTENER });
  expect(peer.role).toBe("listener");
  await host.desk.eject(info.participantSessionId);
  await expect(guest.leave()).resolves.toBeUndefined();
  await host.leave();
  expect((await api.listPeers(roomName)).items).toEqual([]);

  const [session] = (await api.listSessions(roomName)).items;
  const participants = (await api.listParticipants(roomName, session?.meetingSessionId ?? "")).items;
  expect(participants.map(({ name, reason }) => ({ name, reason }))).toEqual(
    expect.arrayContaining([
      { name: "Ada", reason: "left" },
      { name: "Grace", reason: "ejected" },
    ]),
  );
});

test("a guest who is turned away hears what was said", async () => {
  const roomName = newRoomName();
  await api.createRoom({ roomName, privacy: "private", enableRequestToJoin: true });
  const host = new Meeting();
  await host.join({ roomURL: roomURL(roomName), accessToken: await token(roomName, Role.HOST) });
  host.on("joinRequest", ({ requestId }) => host.deny(requestId, { message: "This meeting is for the team" }));
  await expect(new Meeting().join({ roomURL: roomURL(roomName), name: "Grace" })).rejects.toMatchObject({
    code: "denied",
    details: { message: "This meeting is for the team" },
  });
  await host.leave();
});

test("a reload takes one's own place in a full room", async () => {
  const roomName = newRoomName();
  await api.createRoom({ roomName, maxParticipants: 1 });
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const before = await new Meeting({ storage }).join({ roomURL: roomURL(roomName), name: "Ada" });
  await expect(new Meeting().join({ roomURL: roomURL(roomName), name: "Grace" })).rejects.toMatchObject({
    code: "room_full",
  });
  const reloaded = new Meeting({ storage });
  const after = await reloaded.join({ roomURL: roomURL(roomName), name: "Ada" });
  expect(after.participantSessionId).toBe(before.participantSessionId);
  await reloaded.leave();
});

test.each([
  ["a room that is not there", {}, "room_not_found"],
  ["a private room without a token", { privacy: "private" }, "token_required"],
  ["a room that is not open yet", { notBeforeUnixSec: 4_000_000_000 }, "room_not_open"],
])("%s is refused by its code", async (_, settings, code) => {
  const roomName = newRoomName();
  if (code !== "room_not_found") {
    await api.createRoom({ roomName, ...settings });
  }
  await expect(new Meeting().join({ roomURL: roomURL(roomName) })).rejects.toMatchObject({ code });
});
