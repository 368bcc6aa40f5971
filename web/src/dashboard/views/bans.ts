import type { Ban } from "latchkey/server";
import { html, type TemplateResult } from "lit";
import { api, may, words } from "../app.ts";
import { allPages, from, Loaded } from "../loading.ts";
import { fieldsOf, Part } from "../part.ts";
import { loaded, moment, table } from "../templates.ts";

const EVERY_MS = 10_000;

/** Who may not come back into a room. */
export class Bans extends Part {
  static override properties = { room: {} };

  declare room: string;
  readonly #bans = new Loaded<readonly Ban[]>(
    this,
    (signal) => allPages((cursor) => api.listBans(this.room, { signal, ...from(cursor) })),
    { everyMs: EVERY_MS },
  );
  #gone = new AbortController();

  constructor() {
    super();
    this.room = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#gone = new AbortController();
    document.addEventListener("dash-ejected", () => void this.#bans.again(), { signal: this.#gone.signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#gone.abort();
  }

  protected override render(): TemplateResult {
    return html`
      <section class="card" aria-labelledby="bans">
        <h2 id="bans">${words.bans.heading}</h2>
        ${loaded(this.#bans, (bans) =>
          bans.length === 0
            ? html`<p class="empty">${words.bans.none}</p>`
            : table({
                caption: words.bans.heading,
                rows: bans,
                id: ({ externalUserId, bannedAt }) => externalUserId ?? String(bannedAt),
                columns: [
                  {
                    label: words.bans.user,
                    cell: ({ externalUserId }) => html`<bdi>${externalUserId ?? words.bans.erased}</bdi>`,
                  },
                  { label: words.bans.since, cell: ({ bannedAt }) => moment(bannedAt) },
                  ...(may("people") ? [{ label: words.acts, cell: (ban: Ban) => this.#lift(ban) }] : []),
                ],
              }),
        )}
        ${may("people") ? this.#form() : ""}
      </section>
    `;
  }

  #lift({ externalUserId: user }: Ban): TemplateResult | string {
    return user === null
      ? ""
      : html`<button type="button" class="secondary small" aria-label=${words.bans.liftName(user)} @click=${() => this.#unban(user)}>${words.bans.lift}</button>`;
  }

  #form(): TemplateResult {
    const ban = (event: SubmitEvent) => {
      const form = event.currentTarget as HTMLFormElement;
      const { user } = fieldsOf(event);
      if (user !== undefined) {
        const title = words.inside.banName(user);
        this.ask({ title, text: words.inside.banText, button: title, run: () => this.#ban(user, form) });
      }
    };
    return html`
      <form class="row" @submit=${ban}>
        <label><span>${words.bans.add}</span><input name="user" required autocomplete="off" /></label>
        <button class="secondary">${words.inside.ban}</button>
      </form>
    `;
  }

  async #ban(user: string, form: HTMLFormElement): Promise<void> {
    if (await this.act(user, words.inside.banDone(user), () => api.ban(this.room, user))) {
      form.reset();
      await this.#bans.again();
    }
  }

  async #unban(user: string): Promise<void> {
    if (await this.act(user, words.bans.lifted(user), () => api.unban(this.room, user))) {
      await this.#bans.again();
    }
  }
}
