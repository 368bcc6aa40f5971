import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Meeting as MeetingClass } from "../src/index.ts";
import { AccessToken, Role } from "../src/server/index.ts";
import { type Page, startChromium, startFirefox } from "./browsers.ts";
import { api, apiKey, newRoomName, roomURL, url } from "./local-service.ts";

declare global {
  /** The page's: the SDK, a meeting, and what it has told. */
  var Meeting: typeof MeetingClass;
  var meeting: MeetingClass;
  var told: string[];
}

/** Begins to come in; resolves once that has been asked for. */
async function join(
  page: Page,
  who: { readonly roomURL: string; readonly accessToken?: string; readonly name?: string },
) {
  await page.evaluate((options) => {
    globalThis.meeting = new Meeting();
    globalThis.told = [];
    meeting.on("placeChanged", ({ place }) => told.push(`place ${place}`));
    meeting.on("joinRequest", ({ requestId }) => meeting.admit(requestId, { role: "speaker" }));
    meeting.on("roleChanged", ({ role }) => told.push(`role ${role}`));
    meeting.on("participantJoined", ({ name }) => told.push(`joined ${name}`));
    meeting.on("participantLeft", ({ name }) => told.push(`left ${name}`));
    meeting.on("ejected", ({ reason }) => told.push(`out ${reason}`));
    meeting.join(options as never).catch((error) => told.push(`refused ${error.code}`));
  }, who);
}

function heard(page: Page) {
  return expect.poll(() => page.evaluate(() => told));
}

/** Once inside, which peer one is. */
async function inside(page: Page): Promise<string> {
  await page.waitForFunction(() => meeting.state.phase === "inside");
  return page.evaluate(() => (meeting.state.phase === "inside" ? meeting.state.info.participantSessionId : ""));
}

describe.each([
  ["Chromium", startChromium],
  ["Firefox", startFirefox],
] as const)("in %s", async (_, start) => {
  const browser = await start();
  afterAll(() => browser.close());

  /** What a page complained of. */
  let complaints: string[];
  const open = () => browser.open((what) => complaints.push(what));

  beforeEach(() => {
    complaints = [];
  });

  afterEach(async () => {
    await browser.closePages();
    expect(complaints).toEqual([]);
  });

  test("a guest waits, is let in, keeps the place over a reload, and is put out", async () => {
    const roomName = newRoomName();
    await api.createRoom({ roomName, privacy: "private", enableRequestToJoin: true });
    const accessToken = await new AccessToken({
      url,
      apiKey,
      roomId: roomName,
      role: Role.HOST,
      options: { name: "Ada" },
    }).toJwt();
    const guest = await open();
    await join(guest, { roomURL: roomURL(roomName), name: "Grace" });
    await heard(guest).toContain("place 1");

    const host = await open();
    await join(host, { roomURL: roomURL(roomName), accessToken });
    const peerId = await inside(guest);
    await heard(host).toContain("joined Grace");

    await api.updatePeer(roomName, peerId, { role: Role.LISTENER });
    await heard(guest).toContain("role listener");

    await guest.reload();
    await join(guest, { roomURL: roomURL(roomName), name: "Grace" });
    expect(await inside(guest)).toBe(peerId);
    await api.updatePeer(roomName, peerId, { role: Role.SPEAKER });
    await heard(guest).toContain("role speaker");

    await api.ejectPeer(roomName, peerId);
    await heard(guest).toContain("out ejected");
    await heard(host).toContain("left Grace");
  }, 240_000);

  test("a private room is closed to who has no token", async () => {
    const { roomName } = await api.createRoom({ privacy: "private" });
    const page = await open();
    await join(page, { roomURL: roomURL(roomName) });
    await heard(page).toContain("refused token_required");
    // Chromium says so of every refusal.
    complaints = complaints.filter((complaint) => !complaint.includes("401"));
  });
});
