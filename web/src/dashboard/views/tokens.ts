import type { TokenPayload } from "latchkey/server";
import { html, nothing, type TemplateResult } from "lit";
import { api, http, may, see, store, words } from "../app.ts";
import { fieldsOf, Part, unixSeconds } from "../part.ts";
import { copyable, doorOf, moment, name, notOffered, ROLES } from "../templates.ts";
import { text } from "../wire.ts";

interface Made {
  readonly token: string;
  readonly room: string;
}

/** Makes an access token, shows what one says, and takes it back. */
export class Tokens extends Part {
  static override properties = { made: { state: true }, read: { state: true } };

  /** Shown until one goes elsewhere. */
  declare private made: Made | null;
  declare private read: TokenPayload | null;

  constructor() {
    super();
    this.made = null;
    this.read = null;
  }

  protected override render(): TemplateResult {
    return html`
      <h1 tabindex="-1">${words.views.tokens}</h1>
      ${may("tokens") ? this.#form() : notOffered(words.views.tokens)} ${this.#shownOnce()}
      ${see("tokens") ? this.#reader() : nothing}
    `;
  }

  #form(): TemplateResult {
    return html`
      <section class="card" aria-labelledby="new-token">
        <h2 id="new-token">${words.tokens.make}</h2>
        <form @submit=${(event: SubmitEvent) => this.#make(event)}>
          <div class="row">
            <label><span>${words.rooms.room}</span><input name="roomName" required autocomplete="off" /></label>
            <label>
              <span>${words.role}</span>
              <select name="role">${ROLES.map((role) => html`<option value=${role} ?selected=${role === "guest"}>${role}</option>`)}</select>
            </label>
            <label><span>${words.name}</span><input name="name" maxlength="100" autocomplete="off" /></label>
            <label><span>${words.email}</span><input name="email" type="email" maxlength="254" autocomplete="off" /></label>
            <label><span>${words.tokens.user}</span><input name="externalUserId" autocomplete="off" aria-describedby="user-hint" /></label>
            <label><span>${words.tokens.expires}</span><input name="expires" type="datetime-local" /></label>
          </div>
          <p id="user-hint" class="hint">${words.tokens.userHint}</p>
          <button class="primary" aria-busy=${this.busy("make") ? "true" : "false"}>${words.tokens.makeButton}</button>
        </form>
      </section>
    `;
  }

  #shownOnce(): TemplateResult | typeof nothing {
    const app = store.get().session?.app ?? "";
    return this.made === null
      ? nothing
      : html`
          <section class="card once" aria-labelledby="made">
            <h2 id="made">${words.tokens.made}</h2>
            <p>${words.once}</p>
            ${copyable(words.tokens.link, `${doorOf(app, this.made.room)}#t=${this.made.token}`)}
            ${copyable(words.tokens.token, this.made.token)}
            <button type="button" class="secondary" @click=${() => {
              this.made = null;
            }}>${words.hide}</button>
          </section>
        `;
  }

  #reader(): TemplateResult {
    return html`
      <section class="card" aria-labelledby="read-token">
        <h2 id="read-token">${words.tokens.readHeading}</h2>
        <form class="row" @submit=${(event: SubmitEvent) => this.#read(event)}>
          <label><span>${words.tokens.token}</span><input name="token" required autocomplete="off" spellcheck="false" /></label>
          <button class="secondary" aria-busy=${this.busy("read") ? "true" : "false"}>${words.tokens.read}</button>
        </form>
        ${this.read === null ? nothing : this.#payload(this.read)}
      </section>
    `;
  }

  #payload(payload: TokenPayload): TemplateResult {
    const lines: readonly (readonly [string, unknown])[] = [
      [words.rooms.room, payload.roomName === null ? words.keys.everyRoom : name(payload.roomName)],
      [words.name, name(payload.name)],
      [words.email, payload.email ?? "–"],
      [words.tokens.user, payload.externalUserId ?? "–"],
      [words.role, payload.role],
      [words.tokens.issued, moment(payload.issuedAt)],
      [words.tokens.expires, payload.expiresAt === null ? words.keys.never : moment(payload.expiresAt)],
      ["jti", html`<code>${payload.jti}</code>`],
    ];
    const title = words.tokens.revokeName(payload.name ?? words.unnamed);
    return html`
      <dl>${lines.map(([term, value]) => html`<div><dt>${term}</dt><dd><bdi>${value}</bdi></dd></div>`)}</dl>
      ${
        may("tokens")
          ? html`<button type="button" class="secondary" @click=${() => this.ask({ title, text: words.tokens.revokeText, button: title, run: () => this.#revoke(payload) })}>${words.tokens.revoke}</button>`
          : nothing
      }
    `;
  }

  async #make(event: SubmitEvent): Promise<void> {
    const form = event.currentTarget as HTMLFormElement;
    const { expires, ...claims } = fieldsOf(event);
    const body = { ...claims, ...(expires === undefined ? {} : { expireUnixSec: unixSeconds(expires) }) };
    const done = await this.act("make", words.tokens.madeDone, async () => {
      const token = text(await http.call("POST", "/api/v1/token", { body }), "token");
      this.made = { token, room: claims["roomName"] ?? "" };
    });
    if (done) {
      form.reset();
    }
  }

  async #read(event: SubmitEvent): Promise<void> {
    const { token = "" } = fieldsOf(event);
    this.read = null;
    await this.act("read", words.tokens.good, async () => {
      this.read = await api.validateToken(token);
    });
  }

  async #revoke({ jti }: TokenPayload): Promise<void> {
    if (await this.act("revoke", words.tokens.revoked, () => api.revokeToken({ jti }))) {
      this.read = null;
    }
  }
}
