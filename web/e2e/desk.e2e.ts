import { Role } from "latchkey/server";
import { expect, test } from "vitest";
import { expectAccessible, knock, openDoor, picture, shows } from "./browser.ts";
import { api, newPrivateRoom, newToken } from "./service.ts";

test("a host at the desk lets in with a role, turns away with words, lets in many, changes a role, removes and bans", async () => {
  const roomName = await newPrivateRoom();
  const host = await openDoor(roomName, {
    token: await newToken(roomName, Role.HOST, { name: "Ada" }),
    viewport: { width: 1280, height: 720 },
  });
  await shows(host, `You are in ${roomName}`);
  await host.getByText("Nobody waits. Whoever knocks appears here.").waitFor();
  await expectAccessible(host);

  const grace = await openDoor(roomName);
  await knock(grace, "Grace");
  await shows(grace, "Somebody will let you in");
  await host.getByRole("status").filter({ hasText: "Grace wants to come in." }).waitFor();
  await host.getByLabel("Role of Grace").selectOption("speaker");
  await host.getByRole("button", { name: "Let in Grace" }).click();
  await shows(grace, `You are in ${roomName}`);
  await grace.getByRole("listitem").filter({ hasText: "Grace (you)" }).filter({ hasText: "speaker" }).waitFor();

  const alan = await openDoor(roomName);
  await knock(alan, "Alan");
  await host.getByRole("button", { name: "Turn away Alan" }).click();
  await expectAccessible(host);
  await host.getByLabel("What they are told (optional)").fill("This meeting is for the team");
  await host.getByRole("dialog").getByRole("button", { name: "Turn away Alan" }).click();
  await shows(alan, "You were not let in");
  await alan.getByRole("blockquote").filter({ hasText: "This meeting is for the team" }).waitFor();

  const others = [];
  for (const name of ["Edsger", "Barbara", "Tony"]) {
    const page = await openDoor(roomName);
    await knock(page, name);
    await host.getByRole("button", { name: `Let in ${name}` }).waitFor();
    others.push(page);
  }
  await picture(host, "desk");
  await host.getByLabel("Choose Edsger").check();
  await host.getByLabel("Choose Tony").check();
  await expectAccessible(host);
  await host.getByRole("button", { name: "Let in the 2 chosen" }).click();
  await shows(others[0] as never, `You are in ${roomName}`);
  await shows(others[2] as never, `You are in ${roomName}`);
  await host.getByRole("heading", { name: "Waiting (1)" }).waitFor();

  await host.getByLabel("Role of Grace").selectOption("listener");
  await grace.getByRole("status").filter({ hasText: "What you may do here has changed." }).waitFor();
  await host.getByRole("button", { name: "Remove Grace" }).click();
  await host.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await shows(grace, `You are in ${roomName}`);
  await host.getByRole("button", { name: "Remove Grace" }).click();
  await host.getByRole("dialog").getByRole("button", { name: "Remove Grace" }).click();
  await shows(grace, "You were removed");
  await host.getByRole("button", { name: "Ban Tony" }).click();
  await host.getByRole("dialog").getByRole("button", { name: "Ban Tony" }).click();
  await shows(others[2] as never, "You were removed");
  await host.getByRole("alert").filter({ hasText: "whoever came without an invitation cannot be banned" }).waitFor();
});

test("approving and ejecting need a keyboard only", async () => {
  const roomName = await newPrivateRoom();
  const host = await openDoor(roomName, { token: await newToken(roomName, Role.HOST, { name: "Ada" }) });
  const grace = await openDoor(roomName);
  await knock(grace, "Grace");
  await host.getByRole("button", { name: "Let in Grace" }).waitFor();
  const reach = async (name: string) => {
    const button = host.getByRole("button", { name, exact: true });
    for (let presses = 0; !(await button.evaluate((element) => element.matches(":focus"))); presses++) {
      expect(presses).toBeLessThan(20);
      await host.keyboard.press("Tab");
    }
  };
  await reach("Let in Grace");
  await host.keyboard.press("Enter");
  await shows(grace, `You are in ${roomName}`);
  await host.getByRole("button", { name: "Remove Grace" }).waitFor();
  await reach("Remove Grace");
  await host.keyboard.press("Enter");
  await host.getByRole("dialog").waitFor();
  await host.keyboard.press("Escape");
  await expect
    .poll(() => host.getByRole("button", { name: "Remove Grace" }).evaluate((element) => element.matches(":focus")))
    .toBe(true);
  await host.keyboard.press("Enter");
  await host.keyboard.press("Enter");
  await shows(grace, "You were removed");
});

test("the desk tells a refusal by its code, and is there for admins only", async () => {
  const roomName = await newPrivateRoom();
  const coHost = await openDoor(roomName, { token: await newToken(roomName, Role.CO_HOST, { name: "Ada" }) });
  await shows(coHost, `You are in ${roomName}`);
  const host = await openDoor(roomName, { token: await newToken(roomName, Role.HOST, { name: "Grace" }) });
  await shows(host, `You are in ${roomName}`);
  await coHost.getByRole("button", { name: "Remove Grace" }).click();
  await coHost.getByRole("dialog").getByRole("button", { name: "Remove Grace" }).click();
  await coHost.getByRole("alert").filter({ hasText: "You may not do that" }).waitFor();
  await expectAccessible(coHost);
  const peer = (await api.listPeers(roomName)).items.find(({ name }) => name === "Ada");
  await api.updatePeer(roomName, peer?.peerId ?? "", { role: Role.GUEST });
  await coHost.getByRole("heading", { name: `Who comes into ${roomName}` }).waitFor({ state: "hidden" });
});

test("a knock is seen at the desk, and an admission at the door, as soon as is printed here", async () => {
  const roomName = await newPrivateRoom();
  const host = await openDoor(roomName, { token: await newToken(roomName, Role.HOST, { name: "Ada" }) });
  await shows(host, `You are in ${roomName}`);
  const millis: Record<"knock" | "admission", number[]> = { knock: [], admission: [] };
  for (let guests = 1; guests <= 5; guests++) {
    const name = `Guest ${guests}`;
    const guest = await openDoor(roomName);
    await guest.getByLabel("Your name").fill(name);
    const letIn = host.getByRole("button", { name: `Let in ${name}` });
    let begun = performance.now();
    await Promise.all([guest.getByRole("button", { name: "Join" }).click(), letIn.waitFor()]);
    millis.knock.push(Math.round(performance.now() - begun));
    begun = performance.now();
    await Promise.all([letIn.click(), shows(guest, `You are in ${roomName}`), letIn.waitFor({ state: "detached" })]);
    millis.admission.push(Math.round(performance.now() - begun));
  }
  console.log(`ms from a knock to the desk: ${millis.knock}; from letting in to both pages: ${millis.admission}`);
  expect((await api.listPeers(roomName)).items).toHaveLength(6);
});
