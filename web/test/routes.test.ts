import { expect, test } from "vitest";
import { placeOf } from "../src/dashboard/routes.ts";

test.each([
  ["/dashboard", "rooms", {}],
  ["/dashboard/rooms/team-sync", "room", { room: "team-sync" }],
  ["/dashboard/rooms/a%2Fb/sessions/01M8", "meeting", { room: "a/b", meeting: "01M8" }],
  ["/dashboard/keys", "keys", {}],
  ["/dashboard/webhooks/wh_1", "webhook", { webhook: "wh_1" }],
  ["/dashboard/webhooks/%", "webhook", { webhook: "%" }],
])("%s is the view %s", (path, view, names) => {
  expect(placeOf(path)).toEqual({ view, names });
});

test.each(["/dashboard/", "/dashboard/nonsense", "/dashboard/rooms", "/dashboard/rooms/", "/join/dev/team-sync"])(
  "%s has no view",
  (path) => {
    expect(placeOf(path)).toBeNull();
  },
);
