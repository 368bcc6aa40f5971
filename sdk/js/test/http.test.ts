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
