import { expect, test } from "vitest";
import { HttpClient } from "../src/http/request.ts";
import { FakeClock } from "./fixtures/fake-clock.ts";
import { FakeService, refusal } from "./fixtures/fake-service.ts";

const clock = new FakeClock(0);

function client(service: FakeService): HttpClient {
  return new HttpClient("https://api.example.com", { fetch: service.fetch, clock, random: () => 1 });
}

test("the service says when it may be asked again", async () => {
  const busy = { status: 503, headers: { "retry-after": "7" } };
  const service = new FakeService().on("GET /x", busy, { status: 200, json: {} });
  const answer = client(service).send({ method: "GET", path: "/x" });
  await clock.advance(6_999);
  expect(service.received).toHaveLength(1);
  await clock.advance(1);
  await expect(answer).resolves.toEqual({ status: 200, json: {} });
});

test.each([
  [60, 2],
  [61, 1],
])("asked to wait for %i s, it asks %i times", async (seconds, times) => {
  const busy = { status: 503, headers: { "retry-after": String(seconds) } };
  const service = new FakeService().on("GET /x", busy, { status: 200, json: {} });
  const answer = client(service).send({ method: "GET", path: "/x" });
  const expected =
    times === 2
      ? expect(answer).resolves.toMatchObject({ status: 200 })
      : expect(answer).rejects.toMatchObject({ code: "unavailable", details: { retryAfterMs: seconds * 1000 } });
  await clock.advance(61_000);
  await expected;
  expect(service.received).toHaveLength(times);
});

test("a call may take longer than others", async () => {
  const service = new FakeService().on("POST /x", "hangs");
  const answer = expect(client(service).send({ method: "POST", path: "/x", timeoutMs: 20_000 })).rejects.toMatchObject({
    code: "network",
  });
  await clock.advance(19_999);
  expect(clock.sleeping).toBe(1);
  await clock.advance(1);
  await answer;
});

test("what may have happened is not asked for twice", async () => {
  const service = new FakeService().on("POST /x", "no answer");
  await expect(client(service).send({ method: "POST", path: "/x" })).rejects.toMatchObject({ code: "network" });
  expect(service.received).toHaveLength(1);
});

test("a refusal is final", async () => {
  const service = new FakeService().on("GET /x", refusal(404, "room_not_found"));
  await expect(client(service).send({ method: "GET", path: "/x" })).rejects.toMatchObject({ code: "room_not_found" });
  expect(service.received).toHaveLength(1);
});
