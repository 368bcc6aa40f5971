import type { JoinRequest, Meeting } from "latchkey";
import type {} from "latchkey/elements";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { newVisitor, shows, traced } from "./browser.ts";
import { openDashboard } from "./operator.ts";
import { newPrivateRoom, url } from "./service.ts";

/** So many wait, and so many of them come and go in a second. */
const CROWD = 500;
const A_SECOND = 20;
const SECONDS = 4;

const LONGEST_MS = 50;

/** How long a processor works on `ROWS` plain rows on which the limit leaves a frame of today's twice its time. */
const ROWS = 5000;
const ROWS_MS = 6;

test(`the desk stays smooth while ${CROWD} wait and ${A_SECOND} a second come and go`, async () => {
  const page = await newVisitor({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${url}/join/dev/${await newPrivateRoom()}`);
  await page.evaluate((crowd) => {
    const listeners = new Map<string, ((event: unknown) => void)[]>();
    const request = (n: number): JoinRequest => ({
      requestId: `request-${n}`,
      name: `Guest number ${n}`,
      reason: "private",
      requestedAt: 1_795_348_800 + n,
      expiresAt: 1_795_352_400 + n,
    });
    const meeting = {
      state: {
        phase: "inside",
        info: {
          isAdmin: true,
          roomName: "crowd",
          participantSessionId: "me",
          onlineParticipants: [],
          moreOnline: false,
        },
      },
      desk: {
        joinRequests: async () => ({ items: Array.from({ length: crowd }, (_, n) => request(n)), nextCursor: null }),
      },
      on: (type: string, listener: (event: unknown) => void) => {
        listeners.set(type, [...(listeners.get(type) ?? []), listener]);
      },
    };
    const desk = document.createElement("latchkey-desk");
    desk.meeting = meeting as unknown as Meeting;
    document.querySelector("main")?.append(desk);
    const tell = (type: string, event: unknown) => {
      for (const listener of listeners.get(type) ?? []) {
        listener(event);
      }
    };
    Object.assign(globalThis, {
      comeAndGo: (n: number) => {
        tell("joinRequest", request(crowd + n));
        tell("joinRequestGone", { requestId: `request-${n}` });
      },
    });
  }, CROWD);
  await page.getByRole("heading", { name: `Waiting (${CROWD})` }).waitFor();
  const long = await longFrames(page, async () => {
    await page.evaluate(
      async ({ perSecond, seconds }) => {
        const { comeAndGo } = globalThis as unknown as { comeAndGo(n: number): void };
        for (let n = 0; n < perSecond * seconds; n++) {
          comeAndGo(n);
          scrollBy({ top: 60, behavior: "instant" });
          await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
        }
      },
      { perSecond: A_SECOND, seconds: SECONDS },
    );
  });
  expect(long).toEqual([]);
  await page.getByRole("heading", { name: `Waiting (${CROWD})` }).waitFor();
});

test(`a room on the dashboard stays smooth while ${CROWD} wait and ${A_SECOND} a second come and go`, async () => {
  const roomName = await newPrivateRoom();
  const page = await openDashboard();
  let asked = 0;
  await page.route(`**/api/v1/join/dev/${roomName}`, async (route) => {
    const gone = asked++ * A_SECOND * 2;
    const requests = Array.from({ length: CROWD }, (_, n) => ({
      requestId: `request-${gone + n}`,
      name: `Guest number ${gone + n}`,
      reason: "private",
      requestedAt: 1_795_348_800 + n,
      expiresAt: 1_795_352_400 + n,
    }));
    await route.fulfill({ json: { requests, nextCursor: null } });
  });
  await page.goto(`${url}/dashboard/rooms/${roomName}`);
  await shows(page, roomName);
  await page.getByRole("heading", { name: `Waiting (${CROWD})` }).waitFor();
  const long = await longFrames(page, async () => {
    const before = asked;
    for (let seconds = 0; seconds < SECONDS || asked < before + 2; seconds++) {
      await page.evaluate(async () => {
        for (let n = 0; n < 20; n++) {
          scrollBy({ top: 60, behavior: "instant" });
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      });
    }
  });
  expect(long).toEqual([]);
});

/**
 * How many milliseconds each piece of work of the page took that took more than 50, or the same on a slower processor, while something
 * goes on: a frame is drawn by one such piece. The thread's own time counts, since this machine has others to serve meanwhile.
 */
async function longFrames(page: Page, during: () => Promise<void>): Promise<readonly number[]> {
  const longest = LONGEST_MS * Math.max(1, (await rowsMs()) / ROWS_MS);
  const trace = await traced(page, during);
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === "RunTask" && main.has(`${pid} ${tid}`));
  expect(tasks.length).toBeGreaterThan(A_SECOND * SECONDS);
  return tasks.map(({ tdur = 0 }) => Math.round(tdur / 1000)).filter((ms) => ms > longest);
}

/** How long this machine's processor takes for plain rows: the shortest of some times, since it has others to serve meanwhile. */
async function rowsMs(): Promise<number> {
  const page = await newVisitor();
  return page.evaluate((rows) => {
    const times = Array.from({ length: 20 }, () => {
      const begun = performance.now();
      const list = document.createElement("ul");
      for (let n = 0; n < rows; n++) {
        const row = document.createElement("li");
        row.setAttribute("aria-label", `Row ${n}`);
        row.textContent = `Guest number ${n}`;
        list.append(row);
      }
      return performance.now() - begun;
    });
    return Math.min(...times);
  }, ROWS);
}

/** Of Chromium's trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Of the thread's own time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}
