import type { BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { newVisitor, shows } from "./browser.ts";
import { apiKey, url } from "./service.ts";

/** The dashboard, for whoever has an API key. */
export async function openDashboard(
  options: BrowserContextOptions & { path?: string; key?: string } = {},
): Promise<Page> {
  const { path = "", key = apiKey, ...context } = options;
  const page = await newVisitor({ viewport: { width: 1280, height: 860 }, ...context });
  await page.goto(`${url}/dashboard${path}`);
  await signIn(page, key);
  return page;
}

export async function signIn(page: Page, key: string): Promise<void> {
  await shows(page, "Sign in");
  await page.getByLabel("API key", { exact: true }).fill(key);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

/** Resolves once the page says that it has done so. */
export async function says(page: Page, text: string): Promise<void> {
  await page.getByRole("complementary").getByRole("status").filter({ hasText: text }).waitFor();
}

/** Presses the button of the dialog that asks once. */
export async function confirm(page: Page, button: string): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: button }).click();
}

/** Tab until that is reached. */
export async function reach(page: Page, role: "button" | "link" | "textbox" | "combobox", name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true });
  await wanted.waitFor();
  for (let presses = 0; !(await wanted.evaluate((element) => element.matches(":focus"))); presses++) {
    expect(presses, name).toBeLessThan(60);
    await page.keyboard.press("Tab");
  }
}
