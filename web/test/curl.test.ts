import { expect, test } from "vitest";
import { curlOf } from "../src/dashboard/curl.ts";

const url = "https://meet.example.com/api/v1/room";

test("a call without a body", () => {
  expect(curlOf({ method: "DELETE", url, body: "" })).toBe(`curl -X DELETE '${url}' -H "x-api-key: $LATCHKEY_KEY"`);
});

test("a shell takes what people wrote as it is", () => {
  const body = JSON.stringify({ message: "it's $HOME `id`" });
  expect(curlOf({ method: "POST", url, body })).toBe(
    `curl -X POST '${url}' -H "x-api-key: $LATCHKEY_KEY" -H 'content-type: application/json' ` +
      `-d '{"message":"it'\\''s $HOME \`id\`"}'`,
  );
});

test("a secret is a variable", () => {
  const line = curlOf({ method: "PUT", url, body: JSON.stringify({ apiKey: "lkdev", apiSecret: "hush" }) });
  expect(line).not.toContain("hush");
  expect(line).toContain(`{"apiKey":"lkdev","apiSecret":"'"$SECRET"'"}`);
});
