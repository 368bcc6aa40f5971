import { language } from "./app.ts";
import { Chart } from "./chart.ts";
import { Shell } from "./shell.ts";
import { Bans } from "./views/bans.ts";
import { Decisions } from "./views/decisions.ts";
import { Inside } from "./views/inside.ts";
import { Keys } from "./views/keys.ts";
import { MediaView } from "./views/media.ts";
import { MeetingView } from "./views/meeting.ts";
import { Meetings } from "./views/meetings.ts";
import { RoomView } from "./views/room.ts";
import { RoomSettings } from "./views/room-settings.ts";
import { Rooms } from "./views/rooms.ts";
import { SessionsView } from "./views/sessions.ts";
import { SignIn } from "./views/sign-in.ts";
import { Tokens } from "./views/tokens.ts";
import { Waiting } from "./views/waiting.ts";
import { WebhookView } from "./views/webhook.ts";
import { Webhooks } from "./views/webhooks.ts";

for (const [tag, element] of [
  ["dash-chart", Chart],
  ["dash-sign-in", SignIn],
  ["dash-rooms", Rooms],
  ["dash-room", RoomView],
  ["dash-room-settings", RoomSettings],
  ["dash-waiting", Waiting],
  ["dash-inside", Inside],
  ["dash-bans", Bans],
  ["dash-decisions", Decisions],
  ["dash-meetings", Meetings],
  ["dash-meeting", MeetingView],
  ["dash-tokens", Tokens],
  ["dash-webhooks", Webhooks],
  ["dash-webhook", WebhookView],
  ["dash-keys", Keys],
  ["dash-media", MediaView],
  ["dash-sessions", SessionsView],
  ["dash-shell", Shell],
] as const) {
  customElements.define(tag, element);
}

document.documentElement.lang = language;
document.body.replaceChildren(document.createElement("dash-shell"));
