import type { Webhook } from "latchkey/server";
import { html, nothing, type TemplateResult } from "lit";
import { api, may, see, words } from "../app.ts";
import { allPages, from, Loaded } from "../loading.ts";
import { fieldsOf, Part } from "../part.ts";
import { copyable, loaded, moment, notOffered, table } from "../templates.ts";

const TYPES = [
  "room.created",
  "room.updated",
  "room.archived",
  "join_request.created",
  "join_request.approved",
  "join_request.denied",
  "join_request.withdrawn",
  "join_request.expired",
  "join_request.admitted",
  "session.started",
  "session.ended",
  "peer.joined",
  "peer.updated",
  "peer.left",
  "ban.created",
  "ban.removed",
  "token.revoked",
  "command.succeeded",
  "command.refused",
  "webhook.disabled",
] as const;

/** Addresses that events are told to. */
export class Webhooks extends Part {
  static override properties = { secret: { state: true } };

  /** Shown until one goes elsewhere. */
  declare private secret: string;
  readonly #webhooks = new Loaded<readonly Webhook[]>(this, async (signal) =>
    see("webhooks") ? allPages((cursor) => api.listWebhooks({ signal, ...from(cursor) })) : [],
  );

  constructor() {
    super();
    this.secret = "";
  }

  protected override render(): TemplateResult {
    return html`
      <h1 tabindex="-1">${words.views.webhooks}</h1>
      ${may("webhooks") ? this.#form() : notOffered(words.views.webhooks)} ${secretOnce(this.secret)}
      ${see("webhooks") ? loaded(this.#webhooks, (webhooks) => this.#list(webhooks)) : nothing}
    `;
  }

  #form(): TemplateResult {
    return html`
      <section class="card" aria-labelledby="new-webhook">
        <h2 id="new-webhook">${words.webhooks.make}</h2>
        <form @submit=${(event: SubmitEvent) => this.#make(event)}>
          <div class="row">
            <label><span>${words.webhooks.url}</span><input name="url" type="url" required maxlength="2048" placeholder="https://example.com/hooks" autocomplete="off" /></label>
            <label><span>${words.webhooks.description}</span><input name="description" maxlength="200" autocomplete="off" /></label>
          </div>
          <details>
            <summary>${words.webhooks.some}</summary>
            <fieldset class="checks">
              <legend class="unseen">${words.webhooks.some}</legend>
              ${TYPES.map((type) => html`<label class="check"><input type="checkbox" name=${type} /><span>${type}</span></label>`)}
            </fieldset>
          </details>
          <button class="primary" aria-busy=${this.busy("make") ? "true" : "false"}>${words.webhooks.makeButton}</button>
        </form>
      </section>
    `;
  }

  #list(webhooks: readonly Webhook[]): TemplateResult {
    return webhooks.length === 0
      ? html`<p class="empty">${words.webhooks.none}</p>`
      : html`
          <section class="card" aria-labelledby="all-webhooks">
            <h2 id="all-webhooks">${words.webhooks.all}</h2>
            ${table({
              caption: words.views.webhooks,
              rows: webhooks,
              id: ({ webhookId }) => webhookId,
              columns: [
                {
                  label: words.webhooks.url,
                  cell: ({ webhookId, url, description }) => html`
                    <a href=${`/dashboard/webhooks/${encodeURIComponent(webhookId)}`}><bdi>${url ?? words.webhooks.ofRooms}</bdi></a>
                    ${description === "" ? nothing : html`<small><bdi>${description}</bdi></small>`}
                  `,
                },
                {
                  label: words.webhooks.events,
                  cell: ({ types }) => (types.length === 0 ? words.webhooks.every : types.join(", ")),
                },
                { label: words.webhooks.state, cell: (webhook) => stateOf(webhook) },
                { label: words.rooms.made, cell: ({ createdAt }) => moment(createdAt) },
              ],
            })}
          </section>
        `;
  }

  async #make(event: SubmitEvent): Promise<void> {
    const form = event.currentTarget as HTMLFormElement;
    const { url = "", description, ...named } = fieldsOf(event);
    const types = TYPES.filter((type) => named[type] !== undefined);
    const done = await this.act("make", words.webhooks.madeDone, async () => {
      const webhook = await api.createWebhook({ url, types, ...(description === undefined ? {} : { description }) });
      this.secret = webhook.secret;
    });
    if (done) {
      form.reset();
      await this.#webhooks.again();
    }
  }
}

/** The secret of a webhook, for the one time that it is shown. */
export function secretOnce(secret: string): TemplateResult | typeof nothing {
  return secret === ""
    ? nothing
    : html`
        <section class="card once" aria-labelledby="secret">
          <h2 id="secret">${words.webhooks.secretHeading}</h2>
          <p>${words.once}</p>
          ${copyable(words.webhooks.secret, secret)}
        </section>
      `;
}

/** Whether a webhook is on, and else why not. */
export function stateOf({ enabled, switchedOff }: Webhook): TemplateResult {
  return enabled
    ? html`<span class="tag live">${words.webhooks.on}</span>`
    : html`<span class="tag">${switchedOff === null ? words.webhooks.off : words.webhooks.switchedOff[switchedOff]}</span>`;
}
