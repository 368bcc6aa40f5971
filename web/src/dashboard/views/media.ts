import type { MediaServer } from "latchkey/server";
import { html, nothing, type TemplateResult } from "lit";
import { api, may, see, words } from "../app.ts";
import { Loaded } from "../loading.ts";
import { fieldsOf, Part } from "../part.ts";
import { loaded, notOffered } from "../templates.ts";

const COMPANIONS = ["agent", "egress", "ingress", "sip"] as const;

/** Where the app's media server is. */
export class MediaView extends Part {
  readonly #media = new Loaded<{ readonly set: MediaServer | null }>(this, async (signal) => ({
    set: see("settings") ? await api.media.get({ signal }) : null,
  }));

  protected override render(): TemplateResult {
    return html`
      <h1 tabindex="-1">${words.views.media}</h1>
      <p>${words.media.text}</p>
      ${may("settings") ? nothing : notOffered(words.views.media)}
      ${see("settings") ? loaded(this.#media, ({ set }) => this.#form(set)) : nothing}
    `;
  }

  #form(set: MediaServer | null): TemplateResult {
    const changes = may("settings");
    const field = (member: "url" | "apiUrl" | "apiKey", label: string, placeholder: string) => html`
      <label><span>${label}</span><input name=${member} required autocomplete="off" spellcheck="false" placeholder=${placeholder} .value=${set?.[member] ?? ""} /></label>
    `;
    return html`
      ${set === null ? html`<p class="empty">${words.media.none}</p>` : nothing}
      <section class="card narrow" aria-labelledby="livekit">
        <h2 id="livekit">LiveKit</h2>
        <form @submit=${(event: SubmitEvent) => this.#save(event)}>
          <fieldset ?disabled=${!changes}>
            <legend class="unseen">LiveKit</legend>
            ${field("url", words.media.url, "wss://livekit.example.com")} ${field("apiUrl", words.media.apiUrl, "https://livekit.example.com")}
            ${field("apiKey", words.media.apiKey, "")}
            <label>
              <span>${words.media.secret}</span>
              <input name="apiSecret" type="password" autocomplete="off" ?required=${set === null} aria-describedby="secret-hint" />
            </label>
            <p id="secret-hint" class="hint">${set === null ? words.media.secretNew : words.media.secretKept}</p>
            <fieldset class="checks">
              <legend>${words.media.companions}</legend>
              ${COMPANIONS.map(
                (companion) => html`
                  <label class="check"><input type="checkbox" name=${companion} .checked=${set === null || set.companions.includes(companion)} /><span>${companion}</span></label>
                `,
              )}
            </fieldset>
          </fieldset>
          ${
            changes
              ? html`
                  <div class="buttons">
                    <button class="primary" aria-busy=${this.busy("media") ? "true" : "false"}>${words.save}</button>
                    ${set === null ? nothing : html`<button type="button" class="secondary" @click=${() => this.ask({ title: words.media.remove, text: words.media.removeText, button: words.media.remove, run: () => this.#remove() })}>${words.media.remove}</button>`}
                  </div>
                `
              : nothing
          }
        </form>
      </section>
    `;
  }

  async #save(event: SubmitEvent): Promise<void> {
    const form = event.currentTarget as HTMLFormElement;
    const { url = "", apiUrl = "", apiKey = "", apiSecret, ...checked } = fieldsOf(event);
    const companions = COMPANIONS.filter((companion) => checked[companion] !== undefined);
    const body = {
      kind: "livekit" as const,
      url,
      apiUrl,
      apiKey,
      ...(apiSecret === undefined ? {} : { apiSecret }),
      companions,
    };
    if (await this.act("media", words.media.saved, () => api.media.set(body))) {
      form.querySelectorAll<HTMLInputElement>("[type=password]").forEach((field) => {
        field.value = "";
      });
      await this.#media.again();
    }
  }

  async #remove(): Promise<void> {
    if (await this.act("media", words.media.removed, () => api.media.unset())) {
      await this.#media.again();
    }
  }
}
