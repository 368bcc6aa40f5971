import { expect, test } from "vitest";
import { attendance, perSpan } from "../src/dashboard/attendance.ts";

const NOON = 1_795_348_800;

test("everybody counts from when he came until he left", () => {
  const stays = [
    { joinedAt: NOON, leftAt: NOON + 60 },
    { joinedAt: NOON + 10, leftAt: NOON + 20 },
  ];
  expect(attendance(stays, NOON + 100)).toEqual({
    at: [NOON, NOON + 10, NOON + 20, NOON + 60],
    count: [1, 2, 1, 0],
  });
});

test("who is still inside is so until now", () => {
  expect(attendance([{ joinedAt: NOON, leftAt: null }], NOON + 100)).toEqual({ at: [NOON, NOON + 100], count: [1, 1] });
});

test("who comes in the second in which another leaves takes his place", () => {
  const stays = [
    { joinedAt: NOON, leftAt: NOON + 60 },
    { joinedAt: NOON + 60, leftAt: NOON + 90 },
  ];
  expect(attendance(stays, NOON + 100).count).toEqual([1, 1, 0]);
});

test("a meeting of nobody has no points", () => {
  expect(attendance([], NOON)).toEqual({ at: [], count: [] });
  expect(perSpan([], [])).toEqual({ at: [], counts: [[], []], seconds: 0 });
});

test("joins are counted by spans, and a span in which nobody came counts none", () => {
  expect(perSpan([NOON, NOON + 59, NOON + 120])).toEqual({
    at: [NOON, NOON + 60, NOON + 120],
    counts: [[2, 0, 1]],
    seconds: 60,
  });
});

test("what is counted beside it has the same spans, also those in which nobody joined", () => {
  expect(perSpan([NOON], [NOON - 60, NOON + 61])).toEqual({
    at: [NOON - 60, NOON, NOON + 60],
    counts: [
      [0, 1, 0],
      [1, 0, 1],
    ],
    seconds: 60,
  });
});

test.each([
  [29 * 60, 60],
  [30 * 60, 300],
  [40 * 86_400, 604_800],
])("%i seconds are drawn by spans of %i", (length, seconds) => {
  const spans = perSpan([NOON, NOON + length]);
  expect(spans.seconds).toBe(seconds);
  expect(spans.at.length).toBeLessThanOrEqual(31);
});
