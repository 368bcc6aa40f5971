import { expect, test } from "vitest";
import { appended, atMost, extended, matches, renewed } from "../src/dashboard/lists.ts";

const one = (id: string, name = id) => ({ id, name });
const idOf = ({ id }: { id: string }) => id;

test("who is new comes last, whatever the service's order, and who is gone goes", () => {
  const before = [one("b"), one("c"), one("d")];
  expect(appended(before, [one("a"), one("b"), one("d")], idOf).map(idOf)).toEqual(["b", "d", "a"]);
});

test("what has not changed stays the same object, and what has is the new one", () => {
  const before = [one("a"), one("b")];
  const after = appended(before, [one("a"), one("b", "Bob")], idOf);
  expect(after[0]).toBe(before[0]);
  expect(after[1]).toEqual(one("b", "Bob"));
});

test("whoever turned pages keeps them when the first one is read again, and goes on where he was", () => {
  const before = { items: [one("d"), one("c"), one("b"), one("a")], nextCursor: "older" };
  const newest = { items: [one("e"), one("d", "Dora")], nextCursor: "between" };
  expect(renewed(newest, before, idOf)).toEqual({
    items: [one("e"), one("d", "Dora"), one("c"), one("b"), one("a")],
    nextCursor: "older",
  });
});

test("a list begins anew where so much is new that something would be missing between, and is itself at first", () => {
  const before = { items: [one("b"), one("a")], nextCursor: null };
  const newest = { items: [one("e"), one("d")], nextCursor: "c" };
  expect(renewed(newest, before, idOf)).toBe(newest);
  expect(renewed(newest, null, idOf)).toBe(newest);
});

test("the next page comes after those before", () => {
  const before = { items: [one("b")], nextCursor: "a" };
  expect(extended(before, { items: [one("a")], nextCursor: null })).toEqual({
    items: [one("b"), one("a")],
    nextCursor: null,
  });
});

test("at most so many are under way at a time, and all are done", async () => {
  let under = 0;
  let most = 0;
  const done: number[] = [];
  await atMost(4, [1, 2, 3, 4, 5, 6, 7, 8, 9], async (item) => {
    under++;
    most = Math.max(most, under);
    await Promise.resolve();
    under--;
    done.push(item);
  });
  expect(most).toBe(4);
  expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("one that fails keeps no other back, and is told", async () => {
  const done: number[] = [];
  const all = atMost(2, [1, 2, 3], async (item) => {
    if (item === 1) {
      throw new Error("full");
    }
    done.push(item);
  });
  await expect(all).rejects.toThrow("full");
  expect(done).toEqual([2, 3]);
});

test("one finds by a part, whatever its case", () => {
  expect(matches(" ADA ", "Grace", "ada@example.com")).toBe(true);
  expect(matches("ada", null, "Grace")).toBe(false);
  expect(matches("", null)).toBe(true);
});
