import { readFile } from "node:fs/promises";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Meeting as MeetingClass } from "../src/index.ts";
import { AccessToken, Role } from "../src/server/index.ts";
import { api, apiKey, newRoomName, roomURL, url } from "./local-service.ts";

/** Where the pages are, as the service knows it (LATCHKEY_ORIGINS). Nobody listens there: the browser is given the files. */
const ORIGIN = "http://localhost:5173";

const HTML = `<!doctype html><link rel=icon href=data:><title>Door</title>
  <script type=module>import { Meeting } from "/dist/index.js"; globalThis.Meeting = Meeting;</script>`;

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  // To Chromium, a page that comes from nowhere is none of this machine, whose services it would have to ask for.
  args: ["--no-sandbox", "--disable-features=LocalNetworkAccessChecks"],
});
afterAll(() => browser.close());

let contexts: BrowserContext[];
/** What a page complained of. */
let complaints: string[];

beforeEach(() => {
  contexts = [];
  complaints = [];
});

afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  expect(complaints).toEqual([]);
});

/** A page in a browser of its own, with the SDK as it is published. */
async function open(): Promise<Page> {
  const context = await browser.newContext();
  contexts.push(context);
  await context.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") {
      await route.fulfill({
        contentType: "text/html",
        body: HTML,
      });
    } else {
      const body = await readFile(new URL(`..${pathname}`, import.meta.url));
      await route.fulfill({ contentType: "text/javascript", body });
    }
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(`${ORIGIN}/`);
  return page;
}

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
  return expect.poll(() => page.evaluate(() => told), { timeout: 50_000 });
}

/** Once inside, which peer one is. */
async function inside(page: Page): Promise<string> {
  await page.waitForFunction(() => meeting.state.phase === "inside");
  return page.evaluate(() => (meeting.state.phase === "inside" ? meeting.state.info.participantSessionId : ""));
}

test("in a browser: a guest waits, is let in, keeps the place over a reload, and is put out", async () => {
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

test("in a browser: a private room is closed to who has no token", async () => {
  const { roomName } = await api.createRoom({ privacy: "private" });
  const page = await open();
  await join(page, { roomURL: roomURL(roomName) });
  await heard(page).toContain("refused token_required");
  // The browser says so of every refusal.
  expect(complaints.splice(0)).toEqual([expect.stringContaining("401")]);
});
