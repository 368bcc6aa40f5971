import type { Peer } from "latchkey";
import { html, nothing, type TemplateResult } from "lit";
import { api, may, words } from "../app.ts";
import { appended, matches } from "../lists.ts";
import { allPages, from, Loaded } from "../loading.ts";
import { Part } from "../part.ts";
import { clockText, loaded, name, ROLES, table } from "../templates.ts";

const EVERY_MS = 2000;

/** Who is in a room. */
export class Inside extends Part {
  static override properties = { room: {}, sought: { state: true } };

  declare room: string;
  declare private sought: string;
  readonly #peers = new Loaded<readonly Peer[]>(this, (signal, before) => this.#read(signal, before), {
    everyMs: EVERY_MS,
  });

  constructor() {
    super();
    this.room = "";
    this.sought = "";
  }

  protected override render(): TemplateResult {
    return html`
      <section class="card" aria-labelledby="inside">
        <div class="head">
          <h2 id="inside">${words.inside.heading(this.#peers.value?.length ?? 0)}</h2>
          ${
            this.#peers.value?.length
              ? html`
                  <label class="search">
                    <span class="unseen">${words.inside.search}</span>
                    <input type="search" placeholder=${words.inside.search} @input=${(event: Event) => {
                      this.sought = (event.currentTarget as HTMLInputElement).value;
                    }} />
                  </label>
                `
              : nothing
          }
        </div>
        ${loaded(this.#peers, (peers) => this.#list(peers))}
      </section>
    `;
  }

  #list(peers: readonly Peer[]): TemplateResult {
    if (peers.length === 0) {
      return html`<p class="empty">${words.inside.nobody}</p>`;
    }
    const shown = peers.filter((peer) => matches(this.sought, peer.name, peer.email));
    return shown.length === 0
      ? html`<p class="empty">${words.nothingFound(this.sought)}</p>`
      : table({
          caption: words.inside.caption,
          rows: shown,
          id: ({ peerId }) => peerId,
          busy: ({ peerId }) => this.busy(peerId),
          live: true,
          columns: [
            {
              label: words.name,
              cell: (peer) =>
                html`${name(peer.name)} ${peer.email === null ? nothing : html`<small><bdi>${peer.email}</bdi></small>`}`,
            },
            { label: words.inside.since, cell: ({ joinedAt }) => clockText(joinedAt) },
            may("people")
              ? { label: words.acts, cell: (peer) => this.#acts(peer) }
              : { label: words.role, cell: ({ role }) => html`<bdi>${role}</bdi>` },
          ],
        });
  }

  #acts(peer: Peer): TemplateResult {
    const who = peer.name ?? words.unnamed;
    const roles = (ROLES as readonly string[]).includes(peer.role) ? ROLES : [peer.role, ...ROLES];
    return html`
      <span class="acts">
        <select aria-label=${words.roleOf(who)} @change=${(event: Event) => this.#changeRole(peer, event.target as HTMLSelectElement)}>
          ${roles.map((role) => html`<option value=${role} .selected=${role === peer.role}>${role}</option>`)}
        </select>
        ${this.#out(peer, who, false)}
        ${
          // Nobody knows who came without a token: there is no user to keep out.
          peer.externalUserId === null ? nothing : this.#out(peer, who, true)
        }
      </span>
    `;
  }

  #out(peer: Peer, who: string, ban: boolean): TemplateResult {
    const [word, title, text] = ban
      ? [words.inside.ban, words.inside.banName(who), words.inside.banText]
      : [words.inside.remove, words.inside.removeName(who), words.inside.removeText];
    return html`
      <button
        type="button"
        class="secondary small"
        aria-label=${title}
        @click=${() => this.ask({ title, text, button: title, run: () => this.#eject(peer, who, ban) })}
      >
        ${word}
      </button>
    `;
  }

  async #changeRole(peer: Peer, field: HTMLSelectElement): Promise<void> {
    const { value: role } = field;
    const who = peer.name ?? words.unnamed;
    const done = await this.act(peer.peerId, words.inside.roleDone(who, role), () =>
      api.updatePeer(this.room, peer.peerId, { role }),
    );
    if (!done) {
      field.value = peer.role;
    }
    await this.#peers.again();
  }

  async #eject({ peerId }: Peer, who: string, ban: boolean): Promise<void> {
    const done = ban ? words.inside.banDone(who) : words.inside.removeDone(who);
    if (await this.act(peerId, done, () => api.ejectPeer(this.room, peerId, ban ? { ban } : {}))) {
      await this.#peers.again();
      this.dispatchEvent(new CustomEvent("dash-ejected", { bubbles: true, detail: { ban } }));
    }
  }

  async #read(signal: AbortSignal, before: readonly Peer[] | null): Promise<readonly Peer[]> {
    const now = await allPages((cursor) => api.listPeers(this.room, { signal, limit: 100, ...from(cursor) }));
    return appended(before ?? [], now, ({ peerId }) => peerId);
  }
}
