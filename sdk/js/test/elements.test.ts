import { describe, expect, test } from "vitest";
import { countdown, mayTryAgain } from "../src/elements/door-view.ts";
import { de, en, LatchkeyDoor, languages, spokenLanguage } from "../src/elements/index.ts";
import { SpokenPlace } from "../src/elements/spoken.ts";
import { FakeClock } from "./fixtures/fake-clock.ts";

test("importing the elements needs no browser, and registers nothing", () => {
  expect(LatchkeyDoor.name).toBe("LatchkeyDoor");
  expect(globalThis.customElements?.get("latchkey-door")).toBeUndefined();
});

test.each([
  [0, "0:00"],
  [-5, "0:00"],
  [1, "0:01"],
  [59_001, "1:00"],
  [245_000, "4:05"],
  [3_599_000, "59:59"],
  [3_845_000, "1:04:05"],
])("%i ms are %s", (ms, text) => {
  expect(countdown(ms)).toBe(text);
});

describe("a language", () => {
  test.each([
    [["de-AT", "en"], "de"],
    [["fr", "de"], "de"],
    [["EN-us"], "en"],
    [["fr"], "en"],
    [["constructor"], "en"],
    [[], "en"],
  ])("of %j is %s", (wanted, language) => {
    expect(spokenLanguage(wanted)).toBe(language);
  });

  test("has a word for all that another has", () => {
    expect(Object.keys(languages)).toEqual(["en", "de"]);
    expect(Object.keys(de.reasons)).toEqual(Object.keys(en.reasons));
  });
});

describe("one's place in the queue is spoken", () => {
  test("at first, every 30 seconds at most, and when one is next", async () => {
    const clock = new FakeClock(0);
    const place = new SpokenPlace(clock);
    expect(place.speaks(9)).toBe(true);
    await clock.advance(29_999);
    expect(place.speaks(8)).toBe(false);
    await clock.advance(1);
    expect(place.speaks(7)).toBe(true);
    expect(place.speaks(1)).toBe(true);
    expect(place.speaks(1)).toBe(false);
  });
});

test.each([
  ["room_full", true],
  ["denied", true],
  ["ejected", true],
  ["left", true],
  ["network", true],
  ["banned", false],
  ["token_expired", false],
  ["room_end", false],
  ["time_up", false],
] as const)("after %s one may try again: %s", (reason, may) => {
  expect(mayTryAgain(reason)).toBe(may);
});
