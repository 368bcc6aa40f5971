import type { JoinRequest } from "latchkey";
import { KnockSound } from "latchkey/elements";
import { html, nothing, type TemplateResult } from "lit";
import { knockInTitle } from "../../ui/knock-title.ts";
import { api, may, words } from "../app.ts";
import { appended, atMost } from "../lists.ts";
import { allPages, from, Loaded } from "../loading.ts";
import { Part } from "../part.ts";
import { clockText, loaded, name, notOffered, ROLES, table } from "../templates.ts";

const EVERY_MS = 2000;

/** Who decides looks elsewhere meanwhile, and is to hear it all the same. */
const UNSEEN_MS = 4000;

/** How many are let in at a time: the service lets an address ask so often a second. */
const AT_ONCE = 4;

/** Who waits at the door of a room. */
export class Waiting extends Part {
  static override properties = { room: {}, app: {}, spoken: { state: true }, sounds: { state: true } };

  declare room: string;
  declare app: string;
  declare private spoken: string;
  declare private sounds: boolean;
  readonly #roles = new Map<string, string>();
  readonly #sound = new KnockSound();
  readonly #requests = new Loaded<readonly JoinRequest[]>(this, (signal, before) => this.#read(signal, before), {
    everyMs: EVERY_MS,
    unseenMs: UNSEEN_MS,
  });

  constructor() {
    super();
    this.room = "";
    this.app = "";
    this.spoken = "";
    this.sounds = this.#sound.on;
  }

  protected override render(): TemplateResult {
    return html`
      <section class="card" aria-labelledby="waiting">
        <div class="head">
          <h2 id="waiting">${words.waiting.heading(this.#requests.value?.length ?? 0)}</h2>
          <label class="check"><input type="checkbox" .checked=${this.sounds} @change=${() => this.#switch()} /><span>${words.waiting.sound}</span></label>
        </div>
        ${may("people") ? nothing : notOffered(words.room.people)}
        ${loaded(this.#requests, (requests) => this.#list(requests))}
        <p class="unseen" role="status">${this.spoken}</p>
      </section>
    `;
  }

  #list(requests: readonly JoinRequest[]): TemplateResult {
    if (requests.length === 0) {
      return html`<p class="empty">${words.waiting.nobody}</p>`;
    }
    return html`
      ${table({
        caption: words.waiting.caption,
        rows: requests,
        id: ({ requestId }) => requestId,
        busy: ({ requestId }) => this.busy(requestId),
        live: true,
        columns: [
          { label: words.name, cell: (request) => html`${name(request.name)}` },
          { label: words.waiting.since, cell: ({ requestedAt }) => clockText(requestedAt) },
          ...(may("people") ? [{ label: words.acts, cell: (request: JoinRequest) => this.#acts(request) }] : []),
        ],
      })}
      ${
        may("people") && requests.length > 1
          ? html`<button type="button" class="primary" aria-busy=${this.busy("all") ? "true" : "false"} @click=${() => this.#letInAll(requests)}>${words.waiting.letInAll(requests.length)}</button>`
          : nothing
      }
    `;
  }

  #acts(request: JoinRequest): TemplateResult {
    const { requestId } = request;
    const who = request.name ?? words.unnamed;
    return html`
      <span class="acts">
        <select aria-label=${words.roleOf(who)} @change=${(event: Event) => this.#roles.set(requestId, (event.target as HTMLSelectElement).value)}>
          <option value="">${words.waiting.asInvited}</option>
          ${ROLES.map((role) => html`<option value=${role}>${role}</option>`)}
        </select>
        <button type="button" class="primary small" aria-label=${words.waiting.letInName(who)} @click=${() => this.#letIn(request)}>${words.waiting.letIn}</button>
        <button
          type="button"
          class="secondary small"
          aria-label=${words.waiting.turnAwayName(who)}
          @click=${() =>
            this.ask({
              title: words.waiting.turnAwayName(who),
              text: words.waiting.turnAwayText,
              button: words.waiting.turnAwayName(who),
              field: words.waiting.message,
              run: (message) => this.#turnAway(request, message),
            })}
        >
          ${words.waiting.turnAway}
        </button>
      </span>
    `;
  }

  async #letIn(request: JoinRequest): Promise<void> {
    const { requestId } = request;
    const done = words.waiting.letInDone(request.name ?? words.unnamed);
    if (await this.act(requestId, done, () => this.#admit(requestId))) {
      this.#gone(requestId);
    }
  }

  async #letInAll(requests: readonly JoinRequest[]): Promise<void> {
    await this.act("all", words.waiting.letInAllDone(requests.length), () =>
      atMost(AT_ONCE, requests, async ({ requestId }) => {
        await this.#admit(requestId);
        this.#gone(requestId);
      }),
    );
    await this.#requests.again();
  }

  async #turnAway({ requestId, name: who }: JoinRequest, message: string): Promise<void> {
    const door = api.waitingRoom(this.app, this.room);
    const done = words.waiting.turnAwayDone(who ?? words.unnamed);
    if (await this.act(requestId, done, () => door.deny(requestId, message === "" ? {} : { message }))) {
      this.#gone(requestId);
    }
  }

  async #admit(requestId: string): Promise<void> {
    const role = this.#roles.get(requestId);
    await api.waitingRoom(this.app, this.room).admit(requestId, role ? { role } : {});
  }

  #gone(requestId: string): void {
    this.#roles.delete(requestId);
    this.#requests.value = (this.#requests.value ?? []).filter((request) => request.requestId !== requestId);
    this.requestUpdate();
  }

  async #read(signal: AbortSignal, before: readonly JoinRequest[] | null): Promise<readonly JoinRequest[]> {
    const door = api.waitingRoom(this.app, this.room);
    const now = await allPages((cursor) => door.joinRequests({ signal, ...from(cursor) }));
    const known = new Set((before ?? []).map(({ requestId }) => requestId));
    const knocked = now.filter(({ requestId }) => !known.has(requestId)).at(-1);
    if (before !== null && knocked !== undefined) {
      const who = knocked.name ?? words.unnamed;
      this.spoken = words.waiting.knocked(who);
      this.#sound.play();
      knockInTitle(who);
    }
    return appended(before ?? [], now, ({ requestId }) => requestId);
  }

  #switch(): void {
    this.#sound.on = !this.#sound.on;
    this.sounds = this.#sound.on;
  }
}
