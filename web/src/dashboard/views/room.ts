import type { Room } from "latchkey/server";
import { html, nothing, type TemplateResult } from "lit";
import { api, see, store, words } from "../app.ts";
import { Loaded } from "../loading.ts";
import { Part } from "../part.ts";
import { copyable, doorOf, loaded, name, notOffered } from "../templates.ts";

/** One room: who waits, who is inside, what was held, how it is set. */
export class RoomView extends Part {
  static override properties = { room: {} };

  declare room: string;
  readonly #room = new Loaded<Room>(this, (signal) => api.getRoom(this.room, { signal }));

  constructor() {
    super();
    this.room = "";
  }

  protected override render(): TemplateResult {
    const app = store.get().session?.app ?? "";
    const people = see("people");
    return html`
      <p class="crumb"><a href="/dashboard">${words.views.rooms}</a></p>
      <h1 tabindex="-1">${name(this.room)}</h1>
      ${copyable(words.room.door, doorOf(app, this.room))}
      <div class="columns">
        <div>
          ${
            people
              ? html`
                  <dash-waiting .room=${this.room} .app=${app}></dash-waiting>
                  <dash-inside .room=${this.room}></dash-inside>
                  <dash-meetings .room=${this.room} .app=${app}></dash-meetings>
                  <dash-decisions .room=${this.room} .app=${app}></dash-decisions>
                `
              : notOffered(words.room.people)
          }
        </div>
        <div>
          ${
            see("rooms")
              ? loaded(
                  this.#room,
                  (room) =>
                    html`<dash-room-settings .room=${room} @dash-changed=${() => this.#room.again()}></dash-room-settings>`,
                )
              : notOffered(words.views.rooms)
          }
          ${people ? html`<dash-bans .room=${this.room}></dash-bans>` : nothing}
        </div>
      </div>
    `;
  }
}
