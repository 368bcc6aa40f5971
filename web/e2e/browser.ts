import { gzipSync } from "node:zlib";
import axe from "axe-core";
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type WebSocketRoute,
} from "playwright-core";
import { afterAll, afterEach, beforeEach, expect } from "vitest";
import { url } from "./service.ts";

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  // To Chromium, a page that comes from nowhere is none of this machine, whose services it would have to ask for.
  args: ["--no-sandbox", "--disable-features=LocalNetworkAccessChecks"],
});
afterAll(() => browser.close());

/** What a wait takes at most, on a busy machine too. */
const PATIENCE_MS = 60_000;

let contexts: BrowserContext[];
let complaints: string[];
let elsewhere: string[];

beforeEach(() => {
  contexts = [];
  complaints = [];
  elsewhere = [];
});

afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  expect(complaints).toEqual([]);
  expect(elsewhere).toEqual([]);
});

/** A browser of somebody's own. Whatever it complains of fails the test, and every request to another origin. */
export async function newVisitor(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  contexts.push(context);
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (!REFUSALS.test(message.text())) {
      complaints.push(message.text());
    }
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${url}/`)) {
      elsewhere.push(request.url());
    }
  });
  page.on("websocket", (socket) => {
    if (!socket.url().startsWith(url.replace(/^http/, "ws"))) {
      elsewhere.push(socket.url());
    }
  });
  return page;
}

/** What a test expects to be complained of, it takes away. */
export function takeComplaints(): readonly string[] {
  return complaints.splice(0);
}

/** Requests to other origins, where a test makes some. */
export function takeElsewhere(): readonly string[] {
  return elsewhere.splice(0);
}

/** A page whose way to the service can be cut and mended, live connections included. */
export async function breakable(page: Page): Promise<{ cut(): Promise<void>; mend(): Promise<void> }> {
  const sockets = new Set<WebSocketRoute>();
  let broken = false;
  await page.routeWebSocket(/\/live$/, (socket) => {
    if (broken) {
      socket.close();
    } else {
      sockets.add(socket);
      socket.connectToServer();
    }
  });
  return {
    cut: async () => {
      broken = true;
      await page.route("**/api/**", (route) => route.abort());
      await Promise.all([...sockets].map((socket) => socket.close()));
      sockets.clear();
    },
    mend: async () => {
      broken = false;
      await page.unroute("**/api/**");
    },
  };
}

/** What Chromium remarks on each answer that is a refusal, and on each request that the test itself has cut off. */
const REFUSALS =
  /^Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_(INTERNET_DISCONNECTED|FAILED))|^WebSocket connection to/;

/** Opens the join page. */
export async function openDoor(
  roomName: string,
  options: BrowserContextOptions & { token?: string } = {},
): Promise<Page> {
  const { token, ...context } = options;
  const page = await newVisitor(context);
  await page.goto(`${url}/join/dev/${roomName}${token === undefined ? "" : `#t=${token}`}`);
  return page;
}

/** Gives a name, and asks to come in. */
export async function knock(page: Page, name: string): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Join" }).click();
}

export function heading(page: Page, name: string | RegExp) {
  return page.getByRole("heading", { level: 1, name });
}

/** Resolves once the page says so in its first heading. */
export async function shows(page: Page, name: string | RegExp): Promise<void> {
  await heading(page, name).waitFor();
}

/** Resolves once somebody inside has a live connection; a page that is closed before says goodbye. */
export function liveInside(page: Page): Promise<void> {
  return new Promise((resolve) => {
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => {
        if (String(payload).startsWith('{"type":"state","status":"admitted"')) {
          resolve();
        }
      });
    });
  });
}

/** Nothing that axe knows, in light and dark, on a narrow and a wide screen; and nothing to scroll sideways for. */
export async function expectAccessible(page: Page): Promise<void> {
  const size = page.viewportSize();
  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(axe.source);
      const found = await page.evaluate(async () => {
        const results = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        });
        return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      });
      expect(found, `${width} px, ${colorScheme}`).toEqual([]);
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over, `wider than ${width} px`).toBe(0);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (size !== null) {
    await page.setViewportSize(size);
  }
}

/** Bytes of everything that a page loads to be drawn first, each answer compressed. */
export async function compressedBytes(page: Page, address: string): Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  page.on("response", (response) => bodies.push(response.body()));
  await page.goto(address, { waitUntil: "networkidle" });
  return (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
}

/** What Chromium's main thread does while something goes on. */
export async function traced(page: Page, during: () => Promise<void>): Promise<Buffer> {
  // What was drawn before is not asked for.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await during();
  return browser.stopTracing();
}

/** With SCREENSHOTS in the environment, a picture for the documentation. */
export async function picture(
  page: Page,
  name: string,
  colorScheme: "light" | "dark" = "light",
  fullPage = false,
): Promise<void> {
  const folder = process.env["SCREENSHOTS"];
  if (folder) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage });
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  }
}
