import { expect, test } from "vitest";
import { type DashboardSession, mayChange, maySee } from "../src/dashboard/session.ts";

const withScopes = (...scopes: string[]): DashboardSession => ({
  id: "01M81J18G0",
  app: "dev",
  keyLabel: "",
  scopes,
  room: null,
  created: 0,
  expires: 0,
  current: true,
});

test("a key without scopes may do everything", () => {
  expect(maySee(withScopes(), "settings")).toBe(true);
  expect(mayChange(withScopes(), "settings")).toBe(true);
});

test("a key sees and changes what it is for, and nothing else", () => {
  expect(mayChange(withScopes("rooms"), "rooms")).toBe(true);
  expect(maySee(withScopes("rooms"), "people")).toBe(false);
  expect(mayChange(withScopes("rooms"), "people")).toBe(false);
});

test("a key for reading changes nothing", () => {
  expect(maySee(withScopes("rooms", "read-only"), "rooms")).toBe(true);
  expect(mayChange(withScopes("rooms", "read-only"), "rooms")).toBe(false);
  expect(maySee(withScopes("rooms", "read-only"), "tokens")).toBe(false);
});
