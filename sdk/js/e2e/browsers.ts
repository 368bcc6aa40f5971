import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { launch } from "puppeteer-core";

/** Where the pages are, as the service knows it (LATCHKEY_ORIGINS). Nobody listens there: the browsers are given the files. */
const ORIGIN = "http://localhost:5173";

/** What a wait takes at most, on a busy machine too. */
const PATIENCE_MS = 60_000;

const HTML = `<!doctype html><link rel=icon href=data:><title>Door</title>
  <script type=module>import { Meeting } from "/dist/index.js"; globalThis.Meeting = Meeting;</script>`;

/** A page with the SDK as it is published, in a browser session of its own. */
export interface Page {
  evaluate<T>(code: () => T): Promise<Awaited<T>>;
  evaluate<T, A>(code: (argument: A) => T, argument: A): Promise<Awaited<T>>;
  waitForFunction(code: () => unknown): Promise<unknown>;
  reload(): Promise<unknown>;
}

export interface Browser {
  /** Opens a page that tells `complain` of what went wrong in it. */
  open(complain: (what: string) => void): Promise<Page>;
  /** Ends the sessions of all its pages. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

export async function startChromium(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    // To Chromium, a page that comes from nowhere is none of this machine, whose services it would have to ask for.
    args: ["--no-sandbox", "--disable-features=LocalNetworkAccessChecks"],
  });
  return {
    async open(complain) {
      const context = await browser.newContext();
      await context.route(`${ORIGIN}/**`, async (route) => route.fulfill(await file(route.request().url())));
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      page.on("pageerror", (error) => complain(error.message));
      page.on("console", (message) => message.type() === "error" && complain(message.text()));
      await page.goto(`${ORIGIN}/`);
      return page;
    },
    async closePages() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: () => browser.close(),
  };
}

/** Debian's Firefox, which speaks WebDriver BiDi and not Playwright's own protocol. */
export async function startFirefox(): Promise<Browser> {
  const browser = await launch({
    browser: "firefox",
    executablePath: "/usr/bin/firefox-esr",
    timeout: PATIENCE_MS,
  });
  const usual = browser.defaultBrowserContext();
  return {
    async open(complain) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      page.on("pageerror", (error) => complain(String(error)));
      page.on("console", (message) => message.type() === "error" && complain(message.text()));
      await page.setRequestInterception(true);
      page.on("request", async (request) => {
        if (new URL(request.url()).origin === ORIGIN) await request.respond(await file(request.url()));
        else await request.continue();
      });
      await page.goto(`${ORIGIN}/`);
      return page as Page;
    },
    async closePages() {
      const own = browser.browserContexts().filter((context) => context !== usual);
      await Promise.all(own.map((context) => context.close()));
    },
    close: () => browser.close(),
  };
}

async function file(url: string): Promise<{ contentType: string; body: string }> {
  const { pathname } = new URL(url);
  if (pathname === "/") return { contentType: "text/html", body: HTML };
  return { contentType: "text/javascript", body: await readFile(new URL(`..${pathname}`, import.meta.url), "utf8") };
}
