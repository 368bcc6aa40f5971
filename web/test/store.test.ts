import { expect, test } from "vitest";
import { createStore } from "../src/dashboard/store.ts";

test("whoever looks is told of each change, until he goes", () => {
  const store = createStore(1);
  const gone = new AbortController();
  const told: number[] = [];
  store.subscribe(() => told.push(store.get()), { signal: gone.signal });
  store.update((value) => value + 1);
  store.update((value) => value);
  gone.abort();
  store.update((value) => value + 1);
  expect(told).toEqual([2]);
  expect(store.get()).toBe(3);
});
