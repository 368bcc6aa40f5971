import type { Delivery, Webhook } from "latchkey/server";
import { html, nothing, type TemplateResult } from "lit";
import { api, may, see, words } from "../app.ts";
import { extended, type Page, renewed } from "../lists.ts";
import { Loaded } from "../loading.ts";
import { Part } from "../part.ts";
import { loaded, moment, notOffered, table } from "../templates.ts";
import { secretOnce, stateOf } from "./webhooks.ts";

const EVERY_MS = 5000;
const PAGE = 50;

/** One address, and what became of each event. */
export class WebhookView extends Part {
  static override properties = { webhook: {}, secret: { state: true } };

  declare webhook: string;
  declare private secret: string;
  readonly #webhook = new Loaded<Webhook>(this, (signal) => api.getWebhook(this.webhook, { signal }));
  readonly #told = new Loaded<Page<Delivery>>(
    this,
    async (signal, before) =>
      renewed(await api.listDeliveries(this.webhook, { signal, limit: PAGE }), before, ({ deliveryId }) => deliveryId),
    { everyMs: EVERY_MS },
  );

  constructor() {
    super();
    this.webhook = "";
    this.secret = "";
  }

  protected override render(): TemplateResult {
    const webhook = this.#webhook.value;
    return html`
      <p class="crumb"><a href="/dashboard/webhooks">${words.views.webhooks}</a></p>
      <h1 tabindex="-1"><bdi>${webhook?.url ?? words.webhooks.webhook}</bdi></h1>
      ${see("webhooks") ? loaded(this.#webhook, (one) => this.#about(one)) : notOffered(words.views.webhooks)}
      ${secretOnce(this.secret)} ${see("webhooks") ? this.#deliveries() : nothing}
    `;
  }

  #about(webhook: Webhook): TemplateResult {
    const { url, enabled } = webhook;
    const title = words.webhooks.removeName(url ?? "");
    return html`
      <p>${stateOf(webhook)} ${webhook.description === "" ? nothing : html`<bdi>${webhook.description}</bdi>`}</p>
      ${
        may("webhooks")
          ? html`
              <div class="buttons">
                <button type="button" class="primary" aria-busy=${this.busy("test") ? "true" : "false"} @click=${() => this.#test()}>${words.webhooks.test}</button>
                <button type="button" class="secondary" @click=${() => this.#switch(!enabled)}>${enabled ? words.webhooks.switchOff : words.webhooks.switchOn}</button>
                <button type="button" class="secondary" @click=${() => this.ask({ title: words.webhooks.rotate, text: words.webhooks.rotateText, button: words.webhooks.rotate, run: () => this.#rotate() })}>${words.webhooks.rotate}</button>
                <button type="button" class="secondary" @click=${() => this.#replay({})}>${words.webhooks.replay}</button>
                ${url === null ? nothing : html`<button type="button" class="secondary" @click=${() => this.ask({ title, text: words.webhooks.removeText, button: title, run: () => this.#remove() })}>${words.webhooks.remove}</button>`}
              </div>
            `
          : notOffered(words.views.webhooks)
      }
    `;
  }

  #deliveries(): TemplateResult {
    return html`
      <section class="card" aria-labelledby="deliveries">
        <h2 id="deliveries">${words.webhooks.deliveries}</h2>
        ${loaded(this.#told, ({ items, nextCursor }) =>
          items.length === 0
            ? html`<p class="empty">${words.webhooks.noDeliveries}</p>`
            : html`
                ${table({
                  caption: words.webhooks.deliveries,
                  rows: items,
                  id: ({ deliveryId }) => deliveryId,
                  busy: ({ deliveryId }) => this.busy(deliveryId),
                  columns: [
                    { label: words.webhooks.event, cell: ({ type }) => html`<code>${type}</code>` },
                    { label: words.webhooks.happened, cell: ({ happenedAt }) => moment(happenedAt) },
                    {
                      label: words.webhooks.state,
                      cell: (delivery) =>
                        html`<span class=${`tag ${delivery.state}`}>${words.webhooks.states[delivery.state]}</span> <small>${how(delivery)}</small>`,
                    },
                    { label: words.webhooks.attempts, cell: ({ attempts }) => String(attempts) },
                    ...(may("webhooks")
                      ? [{ label: words.acts, cell: (delivery: Delivery) => this.#again(delivery) }]
                      : []),
                  ],
                })}
                ${nextCursor === null ? nothing : html`<button type="button" class="secondary" @click=${() => this.#more(nextCursor)}>${words.more}</button>`}
              `,
        )}
      </section>
    `;
  }

  #again({ deliveryId, type, state }: Delivery): TemplateResult | typeof nothing {
    return state === "pending"
      ? nothing
      : html`<button type="button" class="secondary small" aria-label=${words.webhooks.sendAgainName(type)} @click=${() => this.#replay({ deliveryIds: [deliveryId] })}>${words.webhooks.sendAgain}</button>`;
  }

  async #test(): Promise<void> {
    const done = await this.act(
      "test",
      ({ status, fault, delivered }) => {
        const answer = status === null ? (fault ?? "") : String(status);
        return delivered ? words.webhooks.took(answer) : words.webhooks.tookNot(answer);
      },
      () => api.testWebhook(this.webhook),
    );
    if (done) {
      await this.#told.again();
    }
  }

  async #switch(enabled: boolean): Promise<void> {
    const done = enabled ? words.webhooks.on : words.webhooks.off;
    await this.act("switch", done, () => api.changeWebhook(this.webhook, { enabled }));
    await this.#webhook.again();
  }

  async #rotate(): Promise<void> {
    await this.act("rotate", words.webhooks.rotated, async () => {
      this.secret = (await api.rotateWebhookSecret(this.webhook)).secret;
    });
  }

  async #replay(which: { readonly deliveryIds?: readonly string[] }): Promise<void> {
    const { deliveryIds } = which;
    await this.act(deliveryIds?.[0] ?? "replay", words.webhooks.replayed, () =>
      api.replayDeliveries(this.webhook, deliveryIds === undefined ? {} : { deliveryIds }),
    );
    await this.#told.again();
  }

  async #remove(): Promise<void> {
    if (await this.act("remove", words.webhooks.removed, () => api.deleteWebhook(this.webhook))) {
      history.back();
    }
  }

  #more(cursor: string): Promise<void> {
    return this.#told.more(async (signal, before) =>
      extended(before, await api.listDeliveries(this.webhook, { signal, limit: PAGE, cursor })),
    );
  }
}

/** How the last attempt went. */
function how({ lastAttempt }: Delivery): string {
  return lastAttempt === null ? "" : `${lastAttempt.status ?? lastAttempt.fault ?? ""} · ${lastAttempt.millis} ms`;
}
