import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseRoomUrl } from "../src/door/room-url.ts";
import { isPlainCode, LatchkeyError } from "../src/errors.ts";
import { problem } from "../src/http/problem.ts";
import { mayPass, retryDelay } from "../src/http/retry.ts";
import { nextHeartbeatMs } from "../src/meeting/renewal.ts";
import { openApi } from "./fixtures/fake-service.ts";

describe("a room's address", () => {
  test.each([
    ["meet.example.com/dev/team-sync", "https://meet.example.com", "dev", "team-sync"],
    ["https://meet.example.com/dev/team-sync?x=1#t=2", "https://meet.example.com", "dev", "team-sync"],
    ["https://meet.example.com/live/v1/dev/team-sync/", "https://meet.example.com/live/v1", "dev", "team-sync"],
    ["localhost:3000/dev/hello", "http://localhost:3000", "dev", "hello"],
    ["127.0.0.1/dev/hello", "http://127.0.0.1", "dev", "hello"],
    ["localhost.example.com/dev/hello", "https://localhost.example.com", "dev", "hello"],
  ])("%s", (roomURL, origin, app, room) => {
    expect(parseRoomUrl(roomURL)).toEqual({ origin, app, room });
  });

  test.each([
    "",
    "meet.example.com",
    "meet.example.com/dev",
    "ftp://meet.example.com/dev/room",
    "https://u:p@meet.example.com/dev/room",
    "https://",
  ])("none: %j", (roomURL) => {
    expect(() => parseRoomUrl(roomURL)).toThrow(TypeError);
  });
});

describe("trying again", () => {
  test.each([
    [1, 0, 125],
    [1, 1, 250],
    [2, 1, 500],
    [6, 1, 8_000],
    [7, 1, 10_000],
    [50, 1, 10_000],
  ])("after %i failures, chance %d: %i ms", (attempt, chance, ms) => {
    expect(retryDelay(attempt, () => chance)).toBe(ms);
  });

  test.each([
    [408, true],
    [429, true],
    [500, true],
    [503, true],
    [400, false],
    [401, false],
    [409, false],
    [499, false],
  ])("%i may pass: %s", (status, passes) => {
    expect(mayPass(status)).toBe(passes);
  });
});

test.each([
  [30, null, 30_000],
  [30, 40, 30_000],
  [30, 29, 29_050],
  [30, -5, 50],
])("a heartbeat every %i s with an end in %s s is due in %i ms", (heartbeatSec, endsIn, ms) => {
  expect(nextHeartbeatMs(heartbeatSec, endsIn === null ? null : 1_000 + endsIn, 1_000_000)).toBe(ms);
});

describe("codes", () => {
  test("are the service's, every one of them", () => {
    const withDetails = ["malformed_request", "rate_limited", "unavailable", "room_not_open"];
    const codes: string[] = openApi.components.schemas.Code.enum;
    expect(codes.filter((code) => !isPlainCode(code) && !withDetails.includes(code))).toEqual([]);
  });

  test("that are new are unexpected, and named", () => {
    const error = problem({
      status: 418,
      retryAfterMs: undefined,
      json: { code: "teapot", detail: "short and stout" },
    });
    expect(error).toMatchObject({
      code: "unexpected",
      message: "short and stout",
      details: { status: 418, serverCode: "teapot" },
    });
  });

  test("of API Gateway's own refusals follow from the status", () => {
    const error = problem({ status: 429, retryAfterMs: 1000, json: { message: "Too Many Requests" } });
    expect(error).toMatchObject({ code: "rate_limited", details: { retryAfterMs: 1000 } });
  });

  test("of a malformed request come with every bad field", () => {
    const errors = [{ field: "name", message: "is too long" }];
    expect(
      problem({ status: 400, retryAfterMs: undefined, json: { code: "malformed_request", errors } }).details,
    ).toEqual({ errors });
  });
});

/** Every source file with its path below src. */
const sources = readdirSync(new URL("../src", import.meta.url), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(new URL(`../src/${path}`, import.meta.url), "utf8") }));

test("time and chance are asked for in one file", () => {
  const asks = sources.filter(({ text }) => /Date\.now|setTimeout|Math\.random|setInterval/.test(text));
  expect(asks.map(({ path }) => path)).toEqual(["clock.ts"]);
});

test.each([
  ["server", /meeting|door|elements|\.\.\/index/],
  ["http", /meeting|door|desk|server|elements/],
  ["door", /meeting|desk|server|elements/],
  ["desk", /meeting|server|elements/],
  ["meeting", /server|elements/],
  ["elements", /server|\.\.\/index/],
])("what %s takes from other folders leads inwards", (folder, forbidden) => {
  const imports = sources
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .flatMap(({ text }) => [...text.matchAll(/from "(\.\.\/[^"]+)"/g)].map(([, from]) => from ?? ""));
  expect(imports.filter((from) => forbidden.test(from))).toEqual([]);
});

test("an error is an Error with its code", () => {
  const error = new LatchkeyError("banned", "not in here", {});
  expect(error).toBeInstanceOf(Error);
  expect(error.code).toBe("banned");
});

test("Lit is the elements' alone, and only one file registers them", () => {
  const lit = sources.filter(({ text }) => /from "lit/.test(text)).map(({ path }) => path);
  expect(lit.filter((path) => !path.startsWith("elements/"))).toEqual([]);
  const registering = sources.filter(({ text }) => text.includes("customElements."));
  expect(registering.map(({ path }) => path)).toEqual(["elements/define.ts"]);
});

test("elements write no style and no markup into a page, which a strict policy forbids", () => {
  const elements = sources.filter(({ path }) => path.startsWith("elements/"));
  expect(elements.filter(({ text }) => /<style|style=|styleMap|unsafeHTML|innerHTML/.test(text))).toEqual([]);
});
