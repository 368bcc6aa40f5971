import { fileURLToPath } from "node:url";
import { Role } from "latchkey/server";
import { build, type Rolldown } from "vite";
import { expect, test } from "vitest";
import { newVisitor, takeElsewhere } from "./browser.ts";
import { api, newRoomName, newToken, url } from "./service.ts";

/** An origin that the service lets in. Nobody listens there: the browser is given the files. */
const ORIGIN = "http://localhost:5173";

test("in a page of React's the door is an element as any, without a wrapper", async () => {
  const { roomName } = await api.createRoom({ roomName: newRoomName() });
  const token = await newToken(roomName, Role.SPEAKER, { name: "Grace" });
  const script = await bundled();
  const page = await newVisitor();
  await page.route(`${ORIGIN}/**`, (route) =>
    new URL(route.request().url()).pathname === "/"
      ? route.fulfill({
          contentType: "text/html",
          body: `<!doctype html><html lang="en"><title>Mine</title><script type="module" src="${url}/elements.js"></script>
            <body data-room="${url}/dev/${roomName}" data-token="${token}"><script type="module" src="/page.js"></script>`,
        })
      : route.fulfill({ contentType: "text/javascript", body: script }),
  );

  await page.goto(`${ORIGIN}/`);

  await page.getByText("React knows Grace").waitFor();
  await page.getByText("Of React's own").waitFor();
  await page.getByRole("listitem").filter({ hasText: "Grace (you)" }).filter({ hasText: "speaker" }).waitFor();
  expect(takeElsewhere().every((address) => address.startsWith(ORIGIN))).toBe(true);
});

async function bundled(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL("react-page.ts", import.meta.url)), formats: ["es"] },
    },
  })) as Rolldown.RolldownOutput[];
  return built[0]?.output[0].code ?? "";
}
