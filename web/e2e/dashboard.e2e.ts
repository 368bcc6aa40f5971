import { readFile } from "node:fs/promises";
import { Role } from "latchkey/server";
import { expect, test } from "vitest";
import { compressedBytes, expectAccessible, knock, newVisitor, openDoor, picture, shows } from "./browser.ts";
import { confirm, openDashboard, reach, says, signIn } from "./operator.ts";
import { api, apiKey, newHost, newPrivateRoom, newRoomName, newToken, url } from "./service.ts";

test("an operator makes a private room, lets somebody in, and reads afterwards who was there", async () => {
  const page = await newVisitor({ viewport: { width: 1280, height: 860 } });
  await page.goto(`${url}/dashboard`);
  await shows(page, "Sign in");
  await expectAccessible(page);
  await picture(page, "dashboard-sign-in");
  await signIn(page, apiKey);
  const roomName = newRoomName();
  await page.getByLabel("Name", { exact: true }).fill(roomName);
  await page.getByLabel("Privacy").selectOption("private");
  await page.getByRole("button", { name: "Make room" }).click();
  await says(page, `Made the room ${roomName}.`);
  await page.getByText("The same for a shell").click();
  const curl = await page.getByRole("complementary").getByText("curl").textContent();
  expect(curl).toBe(
    `curl -X POST '${url}/api/v1/room' -H "x-api-key: $LATCHKEY_KEY" -H 'content-type: application/json' ` +
      `-d '{"roomName":"${roomName}","privacy":"private","enableRequestToJoin":true}'`,
  );
  await expectAccessible(page);
  await picture(page, "dashboard-rooms");
  await page.getByRole("link", { name: roomName, exact: true }).click();
  await shows(page, roomName);
  await page.getByText("Nobody waits. Whoever knocks appears here by itself.").waitFor();
  await page.getByText("No meeting was held here yet.").waitFor();
  await page.getByText("Nobody has waited here yet.").waitFor();
  expect(await page.getByLabel("Privacy").inputValue()).toBe("private");

  const grace = await openDoor(roomName);
  await knock(grace, "Grace");
  await page.getByLabel("Role of Grace").selectOption("speaker");
  await page.getByRole("button", { name: "Let in Grace" }).click();
  await shows(grace, `You are in ${roomName}`);
  await grace.getByRole("listitem").filter({ hasText: "Grace (you)" }).filter({ hasText: "speaker" }).waitFor();
  await says(page, "Let in Grace.");

  const alan = await openDoor(roomName);
  await knock(alan, "Alan");
  await page.getByRole("button", { name: "Turn away Alan" }).click();
  await page.getByLabel("What they are told (optional)").fill("This meeting is for the team");
  await expectAccessible(page);
  await confirm(page, "Turn away Alan");
  await shows(alan, "You were not let in");
  await alan.getByRole("blockquote").filter({ hasText: "This meeting is for the team" }).waitFor();

  await page.getByRole("link", { name: "Tokens" }).click();
  await shows(page, "Tokens");
  await page.getByLabel("Room").fill(roomName);
  await page.getByLabel("Name", { exact: true }).fill("Ada");
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByLabel("External user id").fill("user-42");
  await page.getByLabel("Role").selectOption("host");
  await page.getByRole("button", { name: "Make token" }).click();
  const link = page.getByLabel("Link that lets one in");
  await link.waitFor();
  await expectAccessible(page);
  await picture(page, "dashboard-tokens");
  const ada = await newVisitor();
  await ada.goto(await link.inputValue());
  await shows(ada, `You are in ${roomName}`);
  const token = (await link.inputValue()).split("#t=")[1] ?? "";
  await page.getByRole("region", { name: "Read a token" }).getByLabel("Access token").fill(token);
  await page.getByRole("button", { name: "Read", exact: true }).click();
  await page.getByText("ada@example.com").waitFor();
  await expectAccessible(page);

  await page.goBack();
  await shows(page, roomName);
  for (const name of ["Edsger", "Barbara"]) {
    await knock(await openDoor(roomName), name);
    await page.getByRole("button", { name: `Let in ${name}` }).waitFor();
  }
  await page.getByText("ada@example.com").waitFor();
  await page
    .getByText(/: 2 joined, 2 asked to come in, 1 turned away\.$/)
    .first()
    .waitFor();
  const waited = page.getByRole("region", { name: "Who waited" }).getByRole("row");
  await waited.filter({ hasText: "Grace" }).filter({ hasText: "came in as speaker" }).waitFor();
  await waited
    .filter({ hasText: "Alan" })
    .filter({ hasText: "turned away This meeting is for the team" })
    .filter({ hasText: "API key" })
    .waitFor();
  await expectAccessible(page);
  await picture(page, "dashboard-room", "light", true);
  await picture(page, "dashboard-room-dark", "dark");
  await page.getByRole("button", { name: "Let in all 2" }).click();
  await says(page, "Let in 2.");
  await page.getByRole("heading", { name: "In the room (4)" }).waitFor();
  // Who comes in the second in which somebody goes was not inside with him, by numbers that are in seconds.
  const came = Math.max(...(await api.listPeers(roomName)).items.map(({ joinedAt }) => joinedAt));
  await expect.poll(() => Date.now() / 1000).toBeGreaterThan(came + 1);
  await page.getByLabel("Search people").fill("ADA");
  await page.getByLabel("Role of Grace").waitFor({ state: "hidden" });
  await page.getByLabel("Search people").fill("");
  await page.getByLabel("Role of Grace").selectOption("listener");
  await says(page, "Grace is listener now.");
  await grace.getByRole("status").filter({ hasText: "What you may do here has changed." }).waitFor();
  await page.getByRole("button", { name: "Remove Grace" }).click();
  await confirm(page, "Cancel");
  await shows(grace, `You are in ${roomName}`);
  await page.getByRole("button", { name: "Remove Grace" }).click();
  await confirm(page, "Remove Grace");
  await shows(grace, "You were removed");
  expect(await page.getByRole("button", { name: "Ban Barbara" }).count()).toBe(0);
  await page.getByRole("button", { name: "Ban Ada" }).click();
  await confirm(page, "Ban Ada");
  await shows(ada, "You were removed");
  await page.getByRole("button", { name: "Lift the ban of user-42" }).click();
  await says(page, "user-42 may come back.");
  await page.getByText("Nobody is banned from this room.").waitFor();

  await page.getByLabel("People at a time, at most").fill("12");
  await page.getByLabel("Locked").check();
  await page.getByRole("button", { name: "Save" }).click();
  await says(page, "Saved the settings.");
  expect(await api.getRoom(roomName)).toMatchObject({ maxParticipants: 12, roomLocked: true, privacy: "private" });

  await page.getByRole("region", { name: "Meetings" }).getByRole("link").first().click();
  await shows(page, `Meeting in ${roomName}`);
  await page
    .getByRole("row")
    .filter({ hasText: "Ada" })
    .filter({ hasText: "ada@example.com" })
    .filter({ hasText: "removed" })
    .waitFor();
  await page.getByText("4 stays in all, at most 4 inside at a time.").first().waitFor();
  await page.locator(".plot canvas").waitFor();
  await expectAccessible(page);
  await picture(page, "dashboard-meeting", "light", true);
  await page.getByText("The numbers").click();
  await page.getByRole("table", { name: "4 stays in all" }).waitFor();
  await page.reload();
  await shows(page, `Meeting in ${roomName}`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  const lines = (await readFile(await download.path(), "utf8")).split("\r\n");
  expect(lines[0]).toBe("\uFEFFname,email,externalUserId,role,joinedAt,leftAt,reason");
  expect(lines.find((line) => line.startsWith("Ada,"))).toMatch(/^Ada,ada@example\.com,user-42,host,.*,ejected$/);

  await page.getByRole("link", { name: "Rooms" }).first().click();
  await page.getByLabel("Search rooms").fill(roomName.toUpperCase());
  await page.getByRole("button", { name: `Archive ${roomName}` }).click();
  await confirm(page, `Archive ${roomName}`);
  await says(page, `Archived ${roomName}.`);
  await page.getByRole("link", { name: roomName, exact: true }).waitFor({ state: "detached" });
  expect(page.url()).toContain(`?q=${roomName.toUpperCase()}`);

  expect(await everythingKept(page)).not.toContain(apiKey);
  await page.getByRole("button", { name: "Sign out" }).click();
  await shows(page, "Sign in");
  await page.reload();
  await shows(page, "Sign in");
});

/** All that a page could give away: its storage, address, cookies that scripts see, and what it shows. */
function everythingKept(page: import("playwright-core").Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value);
    // A storage that is spread is empty.
    const kept = [localStorage, sessionStorage].flatMap((storage) =>
      Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? "")),
    );
    return JSON.stringify([
      kept,
      location.href,
      history.state,
      document.cookie,
      document.documentElement.outerHTML,
      fields,
    ]);
  });
}

test("a key that is not good is refused, and one for reading shows everything and offers nothing", async () => {
  const roomName = await newPrivateRoom();
  const host = await newHost(roomName);
  const guest = await openDoor(roomName);
  await knock(guest, "Grace");
  await shows(guest, "Somebody will let you in");
  const page = await newVisitor();
  await page.goto(`${url}/dashboard/rooms/${roomName}`);
  await page.getByLabel("API key", { exact: true }).fill(`${apiKey}x`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").filter({ hasText: "That API key is not good, or not any more." }).waitFor();
  const { apiKey: reading } = await api.apiKeys.create({
    label: "reads",
    scopes: ["rooms", "people", "tokens", "webhooks", "settings", "read-only"],
  });
  await signIn(page, reading);
  await page.getByRole("row").filter({ hasText: "Grace" }).waitFor();
  await page.getByRole("row").filter({ hasText: "Ada" }).waitFor();
  await page.getByText("Your API key is for reading.").first().waitFor();
  for (const view of [`/rooms/${roomName}`, "", "/tokens", "/webhooks", "/keys", "/media"]) {
    await page.goto(`${url}/dashboard${view}`);
    await page.getByText("Your API key is for reading.").first().waitFor();
    const buttons = page.getByRole("main").getByRole("button", { disabled: false });
    const names = await buttons.allTextContents();
    expect(
      names.filter((name) => !/^\s*(Copy|Read|More)\s*$/.test(name)),
      view,
    ).toEqual([]);
    await expectAccessible(page);
  }
  await host.leave();
});

test("a key for one room shows that room, and one without a scope says what it is not for", async () => {
  const roomName = await newPrivateRoom();
  const { apiKey: narrow } = await api.apiKeys.create({ label: "one door", scopes: ["people"], room: roomName });
  const page = await openDashboard({ key: narrow });
  await page.getByRole("link", { name: roomName }).click();
  await shows(page, roomName);
  await page.getByText("Nobody waits. Whoever knocks appears here by itself.").waitFor();
  await page.getByText("Your API key is not for this (Rooms).").waitFor();
  const navigation = page.getByRole("navigation", { name: "Dashboard" });
  expect(await navigation.getByRole("link").allTextContents()).toEqual(["Signed in"]);
  await page.goto(`${url}/dashboard/keys`);
  await page.getByText("Your API key is not for this (API keys).").waitFor();
  await expectAccessible(page);
});

test("a session that was ended elsewhere asks to sign in again, and goes on where one was", async () => {
  const { apiKey: own, keyId } = await api.apiKeys.create({ label: "two desks", scopes: ["rooms", "people"] });
  const roomName = await newPrivateRoom();
  const there = await openDashboard({ key: own, path: `/rooms/${roomName}` });
  await shows(there, roomName);
  const here = await openDashboard({ key: own, path: "/sessions" });
  await shows(here, "Signed in");
  const rows = here.getByRole("row").filter({ hasText: "two desks" });
  await rows.filter({ hasText: "this one" }).waitFor();
  await expectAccessible(here);
  await picture(here, "dashboard-sessions");
  const other = rows.filter({ hasNotText: "this one" });
  await other.getByRole("button", { name: "End the session of two desks" }).click();
  await confirm(here, "End the session of two desks");
  await says(here, "Ended the session.");
  await other.waitFor({ state: "detached" });
  await shows(there, "Sign in");
  await there.getByText("Your session is over. Sign in again.").waitFor();
  await signIn(there, own);
  await shows(there, roomName);
  await api.apiKeys.revoke(keyId);
  await shows(there, "Sign in");
});

test("what people wrote is text", async () => {
  const roomName = await newPrivateRoom();
  const wild = `<img src=x onerror=alert(1)> שלום ${"🎉".repeat(20)} &amp;`;
  await newHost(roomName);
  const guest = await openDoor(roomName);
  await knock(guest, wild);
  const page = await openDashboard({ path: `/rooms/${roomName}` });
  await page.getByRole("rowheader", { name: wild }).waitFor();
  await page.getByRole("button", { name: `Let in ${wild}` }).click();
  await page.getByLabel(`Role of ${wild}`).waitFor();
  expect(await page.locator("img").count()).toBe(0);
  await expectAccessible(page);
  const inside = await openDoor(roomName, { token: await newToken(roomName, Role.GUEST, { name: "=HYPERLINK(1)" }) });
  await shows(inside, `You are in ${roomName}`);
  await page.getByRole("region", { name: "Meetings" }).getByRole("link").first().click();
  await page.getByRole("rowheader", { name: "=HYPERLINK(1)" }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toContain(`"'=HYPERLINK(1)"`);
});

test("a webhook is made, its secret shown once, tested, switched off, renewed and deleted", async () => {
  for (const { webhookId } of (await api.listWebhooks()).items) {
    await api.deleteWebhook(webhookId);
  }
  const page = await openDashboard({ path: "/webhooks" });
  await shows(page, "Webhooks");
  await page.getByText("No address is told of events yet. Name the first one above.").waitFor();
  await expectAccessible(page);
  await page.getByLabel("Address").fill("https://hooks.example.com/latchkey");
  await page.getByLabel("Description").fill("tells the support desk");
  await page.getByRole("group").getByText("Only some events").first().click();
  await page.getByLabel("peer.joined").check();
  await page.getByRole("button", { name: "Make webhook" }).click();
  await says(page, "Made the webhook.");
  expect(await page.getByRole("textbox", { name: "Secret" }).inputValue()).toMatch(/^whsec_/);
  await expectAccessible(page);
  await picture(page, "dashboard-webhooks");
  await page.getByRole("link", { name: "https://hooks.example.com/latchkey" }).click();
  await shows(page, "https://hooks.example.com/latchkey");
  await page.getByRole("button", { name: "Test" }).click();
  await says(page, "It did not take the test");
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByRole("button", { name: "Switch off" }).waitFor();
  await page.getByRole("button", { name: "Renew secret" }).click();
  await confirm(page, "Renew secret");
  await says(page, "Renewed the secret.");
  await expectAccessible(page);
  await picture(page, "dashboard-webhook");
  await page.getByRole("button", { name: "Delete" }).click();
  await confirm(page, "Delete https://hooks.example.com/latchkey");
  await page.getByText("No address is told of events yet.").waitFor();
});

test("an API key is made for reading, shown once, widened, renewed and revoked", async () => {
  const page = await openDashboard({ path: "/keys" });
  await shows(page, "API keys");
  const form = page.getByRole("region", { name: "New API key" });
  const label = `desk ${newRoomName()}`;
  await form.getByLabel("Label").fill(label);
  await form.getByLabel("People").check();
  await form.getByLabel("only reading").check();
  await form.getByRole("button", { name: "Make key" }).click();
  await says(page, "Made the key.");
  const shown = page.getByRole("region", { name: "The new key" }).getByRole("textbox", { name: "API key" });
  const made = await shown.inputValue();
  expect(made).toMatch(/^lk_dev_/);
  const row = page.getByRole("row").filter({ hasText: label });
  await row.filter({ hasText: "People, only reading" }).waitFor();
  await expectAccessible(page);
  await picture(page, "dashboard-keys");
  await page.getByRole("button", { name: "Hide" }).click();
  expect(await everythingKept(page)).not.toContain(made);

  await page.getByRole("button", { name: `Change ${label}` }).click();
  const change = page.getByRole("region", { name: `Change ${label}` });
  await change.getByLabel("Rooms").check();
  await change.getByRole("button", { name: "Save" }).click();
  await says(page, "Changed the key.");
  await row.filter({ hasText: "Rooms, People, only reading" }).waitFor();
  await page.getByRole("button", { name: `Renew ${label}` }).click();
  await confirm(page, `Renew ${label}`);
  await says(page, "Renewed the key.");
  expect(await shown.inputValue()).not.toBe(made);
  await page
    .getByRole("button", { name: `Revoke ${label}` })
    .first()
    .click();
  await confirm(page, `Revoke ${label}`);
  await says(page, `Revoked ${label}.`);
});

test("where the media server is, is said and forgotten, and its secret is shown nowhere", async () => {
  const page = await openDashboard({ path: "/media" });
  await page.getByText("No media server is set. Say below where your LiveKit is.").waitFor();
  await expectAccessible(page);
  await page.getByLabel("Address for browsers").fill("wss://media.example.com");
  await page.getByLabel("Address of its API").fill("https://media.example.com");
  await page.getByLabel("LiveKit API key").fill("lkdev");
  await page.getByLabel("LiveKit API secret").fill("a-secret-of-at-least-32-characters!");
  await page.getByRole("button", { name: "Save" }).click();
  await says(page, "Saved where the media server is.");
  await page.getByText("One is kept. Leave this empty to go on with it.").waitFor();
  expect(await everythingKept(page)).not.toContain("a-secret-of-at-least-32-characters!");
  await picture(page, "dashboard-media", "light", true);
  await page.getByRole("button", { name: "Forget media server" }).click();
  await confirm(page, "Forget media server");
  await page.getByText("No media server is set.").waitFor();
});

test("a knock is heard and stands in the title while nobody looks, unless the sound is switched off for good", async () => {
  const roomName = await newPrivateRoom();
  const page = await newVisitor();
  await page.addInitScript(() => {
    Object.assign(globalThis, { heard: 0, unseen: false });
    Object.defineProperty(document, "hidden", { get: () => (globalThis as unknown as { unseen: boolean }).unseen });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      (globalThis as unknown as { heard: number }).heard++;
      start.call(this, when);
    };
  });
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: number }).heard);
  await page.goto(`${url}/dashboard/rooms/${roomName}`);
  await signIn(page, apiKey);
  await page.getByText("Nobody waits.").waitFor();
  await page.evaluate(() => Object.assign(globalThis, { unseen: true }));
  await knock(await openDoor(roomName), "Grace");
  await page.getByRole("button", { name: "Let in Grace" }).waitFor();
  expect(await page.title()).toBe(`✋ Grace · ${roomName} · Latchkey`);
  expect(await heard()).toBe(2);
  await page.evaluate(() => {
    Object.assign(globalThis, { unseen: false });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  expect(await page.title()).toBe(`${roomName} · Latchkey`);

  await page.getByLabel("Sound").uncheck();
  await page.reload();
  await page.getByRole("button", { name: "Let in Grace" }).waitFor();
  expect(await page.getByLabel("Sound").isChecked()).toBe(false);
  await page.getByRole("heading", { name: "Settings" }).click();
  await knock(await openDoor(roomName), "Alan");
  await page.getByRole("button", { name: "Let in Alan" }).waitFor();
  expect(await heard()).toBe(0);
});

test("a keyboard is enough to make a room, let somebody in and put him out", async () => {
  const page = await openDashboard();
  const roomName = newRoomName();
  await reach(page, "textbox", "Name");
  await page.keyboard.type(roomName);
  await reach(page, "combobox", "Privacy");
  await page.keyboard.press("p");
  await page.keyboard.press("ArrowDown");
  await reach(page, "button", "Make room");
  await page.keyboard.press("Enter");
  await says(page, `Made the room ${roomName}.`);
  await reach(page, "link", roomName);
  await page.keyboard.press("Enter");
  await shows(page, roomName);
  await expect
    .poll(() => page.getByRole("heading", { level: 1 }).evaluate((element) => element.matches(":focus")))
    .toBe(true);
  const grace = await openDoor(roomName);
  await knock(grace, "Grace");
  await reach(page, "button", "Let in Grace");
  await page.keyboard.press("Enter");
  await shows(grace, `You are in ${roomName}`);
  await reach(page, "button", "Remove Grace");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await reach(page, "button", "Remove Grace");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await shows(grace, "You were removed");
});

test("a load that fails keeps what was read last", async () => {
  const page = await openDashboard();
  const roomName = await newPrivateRoom();
  await page.goto(`${url}/dashboard/rooms/${roomName}`);
  const host = await newHost(roomName);
  await page.getByRole("row").filter({ hasText: "Ada" }).waitFor();
  await page.route("**/peers?*", (route) => route.abort());
  await page.getByRole("alert").filter({ hasText: "What you see is what was read last." }).waitFor();
  await page.getByRole("row").filter({ hasText: "Ada" }).waitFor();
  await page.unroute("**/peers?*");
  await page.getByRole("alert").filter({ hasText: "What you see is what was read last." }).waitFor({ state: "hidden" });
  await host.leave();
});

test("the dashboard speaks German, and has nothing at an address that it does not know", async () => {
  const page = await newVisitor({ locale: "de-DE" });
  await page.goto(`${url}/dashboard/keys`);
  await shows(page, "Anmelden");
  await expectAccessible(page);
  const other = await openDashboard({ path: "/nonsense" });
  await shows(other, "There is nothing at this address");
});

test("the first view of the dashboard weighs less than 50 kB, and charts come when one is drawn", async () => {
  const page = await newVisitor();
  const bytes = await compressedBytes(page, `${url}/dashboard`);
  expect(bytes).toBeLessThan(50_000);
  expect(
    await page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("plot-"))),
  ).toBe(false);
});
