import { type Browser, launch, type Page } from "puppeteer-core";
import { afterAll, expect, test } from "vitest";
import { api, apiKey, newRoomName, url } from "./service.ts";

/** What a wait takes at most, on a busy machine too. */
const PATIENCE_MS = 60_000;

/** Debian's Firefox, which speaks WebDriver BiDi and not Playwright's own protocol. */
const firefox: Browser = await launch({
  browser: "firefox",
  executablePath: "/usr/bin/firefox-esr",
  timeout: PATIENCE_MS,
});
afterAll(() => firefox.close());

test("in Firefox, too, an operator makes a private room and lets somebody in, who is inside at once", async () => {
  const roomName = newRoomName();
  const complaints: string[] = [];
  const operator = await visit("/dashboard", complaints);
  await fill(operator, "input[type=password]", apiKey);
  await press(operator, "Sign in");
  await fill(operator, "dash-rooms input[name=roomName]", roomName);
  await operator.locator("dash-rooms select[name=privacy]").fill("private");
  await press(operator, "Make room");
  await operator.locator(`dash-rooms a::-p-text(${roomName})`).click();
  await operator.waitForSelector("dash-waiting .empty");

  const grace = await visit(`/join/dev/${roomName}`, complaints);
  await fill(grace, "latchkey-door >>> input", "Grace");
  await press(grace, "Join", "latchkey-door >>> button");
  // A page that nobody looks at draws no frame.
  await operator.bringToFront();
  await operator.locator("dash-waiting button[aria-label='Let in Grace']").click();
  await shows(grace, `You are in ${roomName}`);

  await grace.bringToFront();
  await grace.reload();
  await shows(grace, `You are in ${roomName}`);
  await operator.bringToFront();
  await operator.locator("dash-inside button[aria-label='Remove Grace']").click();
  await press(operator, "Remove Grace", "dialog button");
  await grace.bringToFront();
  await shows(grace, "You were removed");
  expect((await api.listPeers(roomName)).items).toEqual([]);

  await operator.bringToFront();
  await press(operator, "Sign out");
  await operator.waitForSelector("input[type=password]");
  expect(await operator.evaluate(() => Object.keys(localStorage).length + Object.keys(sessionStorage).length)).toBe(0);
  expect(complaints).toEqual([]);
});

async function visit(path: string, complaints: string[]): Promise<Page> {
  const context = await firefox.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(url + path);
  return page;
}

async function fill(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(selector).fill(text);
}

async function press(page: Page, name: string, selector = "button"): Promise<void> {
  await page.locator(`${selector}::-p-text(${name})`).click();
}

async function shows(page: Page, heading: string): Promise<void> {
  await page.waitForSelector(`latchkey-door >>> h1::-p-text(${heading})`);
}
