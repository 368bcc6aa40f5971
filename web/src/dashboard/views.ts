import { html, type TemplateResult } from "lit";
import type { ViewName } from "./routes.ts";

type Names = Readonly<Record<string, string>>;

/** What is drawn at each address. */
export const views: Readonly<Record<ViewName, (names: Names) => TemplateResult>> = {
  rooms: () => html`<dash-rooms></dash-rooms>`,
  room: ({ room }) => html`<dash-room .room=${room}></dash-room>`,
  meeting: ({ room, meeting }) => html`<dash-meeting .room=${room} .meeting=${meeting}></dash-meeting>`,
  tokens: () => html`<dash-tokens></dash-tokens>`,
  webhooks: () => html`<dash-webhooks></dash-webhooks>`,
  webhook: ({ webhook }) => html`<dash-webhook .webhook=${webhook}></dash-webhook>`,
  keys: () => html`<dash-keys></dash-keys>`,
  media: () => html`<dash-media></dash-media>`,
  sessions: () => html`<dash-sessions></dash-sessions>`,
};
