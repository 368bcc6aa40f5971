import type { EndedJoinRequest } from "latchkey/server";
import { html, nothing, type TemplateResult } from "lit";
import { api, words } from "../app.ts";
import { extended, type Page, renewed } from "../lists.ts";
import { from, Loaded } from "../loading.ts";
import { Part } from "../part.ts";
import { loaded, moment, name, table } from "../templates.ts";

const EVERY_MS = 15_000;
const PAGE = 20;

/** Who has waited at the door of a room, and how that ended. */
export class Decisions extends Part {
  static override properties = { room: {}, app: {} };

  declare room: string;
  declare app: string;
  readonly #held = new Loaded<Page<EndedJoinRequest>>(
    this,
    async (signal, before) => renewed(await this.#page(signal), before, ({ requestId }) => requestId),
    { everyMs: EVERY_MS },
  );

  constructor() {
    super();
    this.room = "";
    this.app = "";
  }

  protected override render(): TemplateResult {
    return html`
      <section class="card" aria-labelledby="decisions">
        <h2 id="decisions">${words.decisions.heading}</h2>
        ${loaded(this.#held, (held) =>
          held.items.length === 0 ? html`<p class="empty">${words.decisions.none}</p>` : this.#list(held),
        )}
      </section>
    `;
  }

  #list({ items, nextCursor }: Page<EndedJoinRequest>): TemplateResult {
    return html`
      ${table({
        caption: words.decisions.heading,
        rows: items,
        id: ({ requestId }) => requestId,
        columns: [
          { label: words.name, cell: (request) => name(request.name) },
          { label: words.decisions.asked, cell: ({ requestedAt }) => moment(requestedAt) },
          { label: words.decisions.end, cell: (request) => outcome(request) },
          { label: words.decisions.by, cell: ({ by }) => decider(by) },
        ],
      })}
      ${
        nextCursor === null
          ? nothing
          : html`<button type="button" class="secondary" @click=${() => this.#more(nextCursor)}>${words.more}</button>`
      }
    `;
  }

  #more(cursor: string): Promise<void> {
    return this.#held.more(async (signal, before) => extended(before, await this.#page(signal, cursor)));
  }

  #page(signal: AbortSignal, cursor?: string): Promise<Page<EndedJoinRequest>> {
    return api.waitingRoom(this.app, this.room).ended({ signal, limit: PAGE, ...from(cursor) });
  }
}

function outcome({ status, role, message }: EndedJoinRequest): TemplateResult {
  return html`
    <span class="tag ${status}">${words.decisions.ends[status]}</span>
    ${role === null ? nothing : html`<small>${words.decisions.as(role)}</small>`}
    ${message === null ? nothing : html`<small><bdi>${message}</bdi></small>`}
  `;
}

/** Keys have a list of their own, with the same ids; whoever is inside is known by an id that is no name. */
function decider(by: string | null): TemplateResult | string {
  if (by === null) {
    return words.decisions.nobody;
  }
  return by.startsWith("key:") ? html`${words.decisions.key} <code>${by.slice(-6)}</code>` : words.decisions.insider;
}
