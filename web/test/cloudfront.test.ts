// The two programs that template.yaml gives to CloudFront.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Viewer {
  readonly request: { uri: string; headers: Record<string, { value: string }> };
  readonly viewer: { readonly ip: string };
}
type Outcome = Partial<Viewer["request"]> & { readonly statusCode?: number };

const template = readFileSync(new URL("../../template.yaml", import.meta.url), "utf8");

function program(resource: string): (event: Viewer) => Outcome {
  const from = template.indexOf(`\n  ${resource}:\n    Type: AWS::CloudFront::Function\n`);
  const code = /FunctionCode: \|\n((?: {8}.*\n)+)/.exec(template.slice(from))?.[1];
  return new Function(`${code}\nreturn handler;`)();
}

const pages = program("PagesAddresses");
const visitors = program("VisitorAddresses");

const asked = (uri: string, headers: Record<string, { value: string }> = {}): Viewer => ({
  request: { uri, headers },
  viewer: { ip: "203.0.113.7" },
});

test.each([
  ["/join/dev/team-sync", "/join.html"],
  ["/join/dev/a%2Fb", "/join.html"],
  ["/dashboard", "/dashboard.html"],
  ["/dashboard/keys", "/dashboard.html"],
  ["/dashboard/rooms/team-sync", "/dashboard.html"],
  ["/dashboard/rooms/team-sync/sessions", "/dashboard.html"],
  ["/dashboard/rooms/team-sync/sessions/01M81J18G0FTPVX1G9N9HDW1D3", "/dashboard.html"],
])("%s is the document %s", (path, document) => {
  expect(pages(asked(path)).uri).toBe(document);
});

// As on one machine, where PagesTest has them; and the documents by their own names.
test.each([
  "/",
  "/dashboard/",
  "/dashboards",
  "/dashboard/a/b/c/d/e",
  "/dashboard//keys",
  "/dashboard.html",
  "/join.html",
  "/join/dev",
  "/join/dev/hello/",
  "/join/dev/hello/there",
  "/x/join/dev/hello",
  "/headers.json",
])("%s is no page", (path) => {
  expect(pages(asked(path))).toEqual({ statusCode: 404, statusDescription: "Not Found" });
});

test.each([{}, { "latchkey-viewer-address": { value: "198.51.100.1" } }])(
  "the API hears where a visitor comes from, whatever he says",
  (headers) => {
    const passed = visitors(asked("/api/v1/room", { ...headers, authorization: { value: "Bearer t" } }));
    expect(passed).toEqual({
      uri: "/api/v1/room",
      headers: { authorization: { value: "Bearer t" }, "latchkey-viewer-address": { value: "203.0.113.7" } },
    });
  },
);
