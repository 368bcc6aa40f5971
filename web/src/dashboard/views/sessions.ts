import { html, type TemplateResult } from "lit";
import { see, sessions, store, words } from "../app.ts";
import { Loaded } from "../loading.ts";
import { Part } from "../part.ts";
import type { DashboardSession } from "../session.ts";
import { loaded, moment, name, table } from "../templates.ts";

const EVERY_MS = 10_000;

/** Who is signed in to this dashboard. */
export class SessionsView extends Part {
  readonly #sessions = new Loaded<readonly DashboardSession[]>(this, (signal) => sessions.list(signal), {
    everyMs: EVERY_MS,
  });

  protected override render(): TemplateResult {
    return html`
      <h1 tabindex="-1">${words.views.sessions}</h1>
      <p>${see("settings") ? words.sessions.textAll : words.sessions.text}</p>
      <section class="card" aria-label=${words.views.sessions}>
        ${loaded(this.#sessions, (list) =>
          table({
            caption: words.views.sessions,
            rows: list,
            id: ({ id }) => id,
            busy: ({ id }) => this.busy(id),
            columns: [
              {
                label: words.sessions.key,
                cell: (one) =>
                  html`${name(one.keyLabel || words.unlabelled)} ${one.current ? html`<span class="tag live">${words.sessions.this}</span>` : ""}`,
              },
              { label: words.sessions.since, cell: ({ created }) => moment(created) },
              { label: words.sessions.until, cell: ({ expires }) => moment(expires) },
              { label: words.acts, cell: (one) => this.#end(one) },
            ],
          }),
        )}
      </section>
    `;
  }

  #end(one: DashboardSession): TemplateResult {
    const title = words.sessions.endName(one.keyLabel || words.unlabelled);
    return html`
      <button
        type="button"
        class="secondary small"
        aria-label=${title}
        @click=${() => this.ask({ title, text: words.sessions.endText, button: title, run: () => this.#ended(one) })}
      >
        ${words.sessions.end}
      </button>
    `;
  }

  async #ended({ id, current }: DashboardSession): Promise<void> {
    if (await this.act(id, words.sessions.ended, () => sessions.end(id))) {
      if (current) {
        store.update((state) => ({ ...state, session: null, said: "", curl: "" }));
      } else {
        await this.#sessions.again();
      }
    }
  }
}
