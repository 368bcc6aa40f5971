import type { ApiKey, ApiKeyWithText, Scope } from "latchkey/server";
import { html, nothing, type TemplateResult } from "lit";
import { api, may, see, words } from "../app.ts";
import { allPages, from, Loaded } from "../loading.ts";
import { fieldsOf, Part, unixSeconds } from "../part.ts";
import { copyable, loaded, moment, name, notOffered, table } from "../templates.ts";

const SCOPES = ["rooms", "people", "tokens", "webhooks", "settings"] as const;

/** For how long the old key stays good beside the new one. */
const OVERLAP_SEC = 86_400;

/** The app's API keys. */
export class Keys extends Part {
  static override properties = { made: { state: true }, edited: { state: true } };

  /** Shown until one goes elsewhere. */
  declare private made: ApiKeyWithText | null;
  declare private edited: string;
  readonly #keys = new Loaded<readonly ApiKey[]>(this, async (signal) =>
    see("settings") ? allPages((cursor) => api.apiKeys.list({ signal, ...from(cursor) })) : [],
  );

  constructor() {
    super();
    this.made = null;
    this.edited = "";
  }

  protected override render(): TemplateResult {
    return html`
      <h1 tabindex="-1">${words.views.keys}</h1>
      ${may("settings") ? this.#form(null) : notOffered(words.views.keys)} ${this.#shownOnce()}
      ${see("settings") ? loaded(this.#keys, (keys) => this.#list(keys)) : nothing}
    `;
  }

  #shownOnce(): TemplateResult | typeof nothing {
    return this.made === null
      ? nothing
      : html`
          <section class="card once" aria-labelledby="made">
            <h2 id="made">${words.keys.made}</h2>
            <p>${words.once}</p>
            ${copyable(words.keys.text, this.made.apiKey)}
            <button type="button" class="secondary" @click=${() => {
              this.made = null;
            }}>${words.hide}</button>
          </section>
        `;
  }

  #form(key: ApiKey | null): TemplateResult {
    const title = key === null ? words.keys.make : words.keys.changeName(key.label || words.unlabelled);
    const id = key === null ? "new-key" : "change-key";
    return html`
      <section class="card" aria-labelledby=${id}>
        <h2 id=${id}>${title}</h2>
        <form @submit=${(event: SubmitEvent) => (key === null ? this.#make(event) : this.#change(event, key))}>
          <div class="row">
            <label><span>${words.keys.label}</span><input name="label" required maxlength="100" autocomplete="off" .value=${key?.label ?? ""} /></label>
            <label><span>${words.keys.room}</span><input name="room" autocomplete="off" placeholder=${words.keys.everyRoom} .value=${key?.room ?? ""} /></label>
            ${key === null ? html`<label><span>${words.keys.ends}</span><input name="ends" type="datetime-local" /></label>` : nothing}
          </div>
          <fieldset class="checks">
            <legend>${words.keys.may}</legend>
            ${SCOPES.map(
              (scope) => html`
                <label class="check">
                  <input type="checkbox" name=${scope} .checked=${key === null ? false : key.scopes.length === 0 || key.scopes.includes(scope)} />
                  <span>${words.keys.scopes[scope]}</span>
                </label>
              `,
            )}
            <label class="check">
              <input type="checkbox" name="read-only" .checked=${key?.scopes.includes("read-only") ?? false} /><span>${words.keys.readOnly}</span>
            </label>
          </fieldset>
          <div class="buttons">
            <button class="primary" aria-busy=${this.busy(id) ? "true" : "false"}>${key === null ? words.keys.makeButton : words.save}</button>
            ${
              key === null
                ? nothing
                : html`<button type="button" class="secondary" @click=${() => {
                    this.edited = "";
                  }}>${words.cancel}</button>`
            }
          </div>
        </form>
      </section>
    `;
  }

  #list(keys: readonly ApiKey[]): TemplateResult {
    const edited = keys.find(({ keyId }) => keyId === this.edited);
    return html`
      <section class="card" aria-labelledby="all-keys">
        <h2 id="all-keys">${words.keys.all}</h2>
        ${table({
          caption: words.views.keys,
          rows: keys,
          id: ({ keyId }) => keyId,
          busy: ({ keyId }) => this.busy(keyId),
          columns: [
            {
              label: words.keys.label,
              cell: (key) =>
                html`${name(key.label || words.unlabelled)} ${key.expired ? html`<span class="tag">${words.keys.expired}</span>` : nothing}`,
            },
            { label: words.keys.may, cell: (key) => this.#rights(key) },
            {
              label: words.keys.ends,
              cell: ({ expireUnixSec: expires }) => (expires === null ? words.keys.never : moment(expires)),
            },
            { label: words.keys.used, cell: ({ lastUsedDay }) => lastUsedDay ?? words.keys.notUsed },
            ...(may("settings") ? [{ label: words.acts, cell: (key: ApiKey) => this.#acts(key) }] : []),
          ],
        })}
      </section>
      ${edited === undefined ? nothing : this.#form(edited)}
    `;
  }

  #rights({ scopes, room }: ApiKey): TemplateResult {
    const names: Readonly<Record<string, string>> = words.keys.scopes;
    const all = scopes.length === 0 || SCOPES.every((scope) => scopes.includes(scope));
    const named = all ? scopes.filter((scope) => scope === "read-only") : scopes;
    const rights = named.map((scope) => (scope === "read-only" ? words.keys.readOnly : (names[scope] ?? scope)));
    return html`
      ${[...(all ? [words.keys.everything] : []), ...rights].join(", ")}
      ${room === null ? nothing : html`<small>${words.keys.only} <bdi>${room}</bdi></small>`}
    `;
  }

  #acts(key: ApiKey): TemplateResult {
    const label = key.label || words.unlabelled;
    const ask = (title: string, text: string, run: () => unknown) => () =>
      this.ask({ title, text, button: title, run });
    return html`
      <span class="acts">
        <button type="button" class="secondary small" aria-label=${words.keys.changeName(label)} @click=${() => {
          this.edited = key.keyId;
        }}>${words.change}</button>
        <button type="button" class="secondary small" aria-label=${words.keys.rotateName(label)} @click=${ask(words.keys.rotateName(label), words.keys.rotateText, () => this.#rotate(key))}>${words.keys.rotate}</button>
        <button type="button" class="secondary small" aria-label=${words.keys.revokeName(label)} @click=${ask(words.keys.revokeName(label), words.keys.revokeText, () => this.#revoke(key))}>${words.keys.revoke}</button>
      </span>
    `;
  }

  async #make(event: SubmitEvent): Promise<void> {
    const form = event.currentTarget as HTMLFormElement;
    const fields = fieldsOf(event);
    const settings = {
      ...rightsOf(fields),
      ...(fields["ends"] === undefined ? {} : { expireUnixSec: unixSeconds(fields["ends"]) }),
    };
    const done = await this.act("new-key", words.keys.madeDone, async () => {
      this.made = await api.apiKeys.create(settings);
    });
    if (done) {
      form.reset();
      await this.#keys.again();
    }
  }

  async #change(event: SubmitEvent, { keyId, room }: ApiKey): Promise<void> {
    const settings = rightsOf(fieldsOf(event));
    const change = { ...settings, ...(room !== null && settings.room === undefined ? { room: null } : {}) };
    if (await this.act("change-key", words.keys.changed, () => api.apiKeys.change(keyId, change))) {
      this.edited = "";
      await this.#keys.again();
    }
  }

  async #rotate({ keyId }: ApiKey): Promise<void> {
    const done = await this.act(keyId, words.keys.rotated, async () => {
      this.made = await api.apiKeys.rotate(keyId, { overlapSec: OVERLAP_SEC });
    });
    if (done) {
      await this.#keys.again();
    }
  }

  async #revoke({ keyId, label }: ApiKey): Promise<void> {
    if (await this.act(keyId, words.keys.revoked(label || words.unlabelled), () => api.apiKeys.revoke(keyId))) {
      await this.#keys.again();
    }
  }
}

function rightsOf(fields: Readonly<Record<string, string>>): {
  label: string;
  scopes: readonly Scope[];
  room?: string;
} {
  return {
    label: fields["label"] ?? "",
    scopes: ([...SCOPES, "read-only"] as const).filter((scope) => fields[scope] !== undefined),
    ...(fields["room"] === undefined ? {} : { room: fields["room"] }),
  };
}
