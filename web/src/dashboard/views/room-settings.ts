import type { Room } from "latchkey/server";
import { html, type TemplateResult } from "lit";
import { api, may, words } from "../app.ts";
import { fieldsOf, Part, unixSeconds } from "../part.ts";
import { notOffered } from "../templates.ts";

/** What decides about entering a room. @fires dash-changed */
export class RoomSettings extends Part {
  static override properties = { room: { attribute: false } };

  declare room: Room;

  protected override render(): TemplateResult {
    const { room } = this;
    const changes = may("rooms");
    const number = (member: string) => {
      const value = room[member];
      return typeof value === "number" && value > 0 ? String(value) : "";
    };
    return html`
      <section class="card" aria-labelledby="settings">
        <h2 id="settings">${words.settings.heading}</h2>
        ${changes ? "" : notOffered(words.views.rooms)}
        <form @submit=${(event: SubmitEvent) => this.#save(event)}>
          <fieldset ?disabled=${!changes}>
            <legend class="unseen">${words.settings.heading}</legend>
            <label>
              <span>${words.settings.privacy}</span>
              <select name="privacy" aria-describedby="privacy-hint">
                ${(["public", "private"] as const).map(
                  (privacy) =>
                    html`<option value=${privacy} .selected=${room.privacy === privacy}>${words.settings[privacy]}</option>`,
                )}
              </select>
            </label>
            <p id="privacy-hint" class="hint">${words.settings.privacyHint}</p>
            ${this.#check("enableRequestToJoin", words.settings.ask)} ${this.#check("roomLocked", words.settings.locked)}
            <label>
              <span>${words.settings.most}</span>
              <input name="maxParticipants" type="number" min="1" max="100000" .value=${number("maxParticipants")} placeholder=${words.settings.noLimit} />
            </label>
            <label>
              <span>${words.settings.minutes}</span>
              <input name="minutes" type="number" min="1" max="527040" placeholder=${words.settings.noLimit}
                .value=${number("ejectAfterElapsedTimeInSec") === "" ? "" : String(Number(number("ejectAfterElapsedTimeInSec")) / 60)} step="any" />
            </label>
            <label>
              <span>${words.settings.opens}</span>
              <input name="opens" type="datetime-local" .value=${local(room["notBeforeUnixSec"])} />
            </label>
            <label>
              <span>${words.settings.closes}</span>
              <input name="closes" type="datetime-local" .value=${local(room["expireUnixSec"])} />
            </label>
            ${this.#check("ejectAtRoomExp", words.settings.ejectAtEnd)}
          </fieldset>
          ${changes ? html`<button class="primary" aria-busy=${this.busy("save") ? "true" : "false"}>${words.save}</button>` : ""}
        </form>
      </section>
    `;
  }

  #check(member: string, label: string): TemplateResult {
    return html`<label class="check"><input type="checkbox" name=${member} .checked=${this.room[member] === true} /><span>${label}</span></label>`;
  }

  /** Sends what has changed and nothing else: another may change the rest meanwhile. */
  async #save(event: SubmitEvent): Promise<void> {
    const fields = fieldsOf(event);
    const { room } = this;
    const wanted: Record<string, unknown> = {
      privacy: fields["privacy"],
      enableRequestToJoin: fields["enableRequestToJoin"] !== undefined,
      roomLocked: fields["roomLocked"] !== undefined,
      maxParticipants: Number(fields["maxParticipants"] ?? 0),
      ejectAfterElapsedTimeInSec: Math.round(Number(fields["minutes"] ?? 0) * 60),
      ejectAtRoomExp: fields["ejectAtRoomExp"] !== undefined,
    };
    for (const [field, member] of [
      ["opens", "notBeforeUnixSec"],
      ["closes", "expireUnixSec"],
    ] as const) {
      const written = fields[field];
      if ((written ?? "") !== local(room[member])) {
        wanted[member] = written === undefined ? 0 : unixSeconds(written);
      }
    }
    const changes = Object.fromEntries(
      Object.entries(wanted).filter(
        ([member, value]) => value !== (room[member] ?? (typeof value === "number" ? 0 : false)),
      ),
    );
    if (await this.act("save", words.settings.saved, () => api.updateRoom(room.roomName, changes))) {
      this.dispatchEvent(new Event("dash-changed"));
    }
  }
}

/** As a field for a moment wants it, in the reader's time zone. */
function local(unixSec: unknown): string {
  if (typeof unixSec !== "number" || unixSec === 0) {
    return "";
  }
  const offset = new Date(unixSec * 1000).getTimezoneOffset() * 60;
  return new Date((unixSec - offset) * 1000).toISOString().slice(0, 16);
}
