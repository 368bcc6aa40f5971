import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { faultOf, sessions, store, words } from "./app.ts";
import { Part } from "./part.ts";
import { followLinks, type Place, placeOf } from "./routes.ts";
import { maySee, type Scope } from "./session.ts";
import { views } from "./views.ts";

const NAVIGATION = [
  ["/dashboard", "rooms", "rooms"],
  ["/dashboard/tokens", "tokens", "tokens"],
  ["/dashboard/webhooks", "webhooks", "webhooks"],
  ["/dashboard/keys", "keys", "settings"],
  ["/dashboard/media", "media", "settings"],
  ["/dashboard/sessions", "sessions", null],
] as const satisfies readonly (readonly [string, string, Scope | null])[];

/** What stands around every view: where one is, who one is, what was done last. */
export class Shell extends Part {
  readonly #gone = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    store.subscribe(() => this.requestUpdate(), { signal: this.#gone.signal });
    followLinks((how, scrollY) => {
      store.update((state) => ({ ...state, said: "", fault: "", curl: "" }));
      this.requestUpdate();
      void this.updateComplete.then(() => this.#arrive(how, scrollY));
    });
    sessions.current().then(
      (session) => store.update((state) => ({ ...state, session })),
      (error: unknown) => {
        const fault = faultOf(error);
        store.update((state) => ({ ...state, session: null, fault }));
      },
    );
  }

  protected override updated(_: PropertyValues): void {
    const dialog = this.querySelector("dialog");
    if (dialog !== null && !dialog.open) {
      dialog.showModal();
    }
    // A view draws itself after this.
    setTimeout(() => this.#title());
  }

  protected override render(): TemplateResult | typeof nothing {
    const { session, fault } = store.get();
    if (session === undefined) {
      return nothing;
    }
    if (session === null) {
      return html`<main id="main"><dash-sign-in .fault=${fault}></dash-sign-in></main>`;
    }
    const place = placeOf(location.pathname);
    return html`
      <header>
        <a class="brand" href="/dashboard">Latchkey</a>
        <nav aria-label=${words.navigation}>
          ${NAVIGATION.filter(([, , scope]) => scope === null || maySee(session, scope)).map(
            ([path, word]) => html`<a href=${path} aria-current=${currentOf(path)}>${words.views[word]}</a>`,
          )}
        </nav>
        <p class="who">
          <span><bdi>${session.app}</bdi> · <bdi>${session.keyLabel || words.unlabelled}</bdi></span>
          <button type="button" class="secondary small" @click=${() => this.#signOut()}>${words.signOut}</button>
        </p>
      </header>
      <main id="main">${this.#view(place)}</main>
      ${done()} ${this.#dialog()}
    `;
  }

  #view(place: Place | null): TemplateResult {
    return place === null ? html`<h1 tabindex="-1">${words.nowhere}</h1>` : views[place.view](place.names);
  }

  #dialog(): TemplateResult | typeof nothing {
    const { question } = store.get();
    if (question === null) {
      return nothing;
    }
    const close = (event: Event) => {
      const dialog = event.currentTarget as HTMLDialogElement;
      const said = dialog.querySelector("textarea")?.value.trim() ?? "";
      store.update((state) => ({ ...state, question: null }));
      if (dialog.returnValue === "yes") {
        question.run(said);
      }
    };
    return html`
      <dialog aria-labelledby="question" aria-describedby="consequence" @close=${close}>
        <form method="dialog">
          <h2 id="question">${question.title}</h2>
          <p id="consequence">${question.text}</p>
          ${
            question.field === undefined
              ? nothing
              : html`<label><span>${question.field}</span><textarea rows="2" maxlength="500"></textarea></label>`
          }
          <div class="buttons">
            <button class="danger" value="yes">${question.button}</button>
            <button class="secondary" value="no">${words.cancel}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #title(): void {
    const heading = this.querySelector("h1")?.textContent?.trim();
    if (heading && !document.title.startsWith("✋")) {
      document.title = `${heading} · Latchkey`;
    }
  }

  #signOut(): void {
    void this.act("sign-out", "", async () => {
      await sessions.signOut();
      store.update((state) => ({ ...state, session: null, question: null, curl: "" }));
    });
  }

  async #arrive(how: "went" | "back", scrollY: number): Promise<void> {
    document.title = "Latchkey";
    this.requestUpdate();
    await this.updateComplete;
    scrollTo({ top: how === "back" ? scrollY : 0, behavior: "instant" });
    this.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  }
}

/** A room belongs to the rooms. */
function currentOf(path: string): "page" | "true" | typeof nothing {
  const { pathname } = location;
  if (path === pathname) {
    return "page";
  }
  return pathname.startsWith(path === "/dashboard" ? "/dashboard/rooms/" : `${path}/`) ? "true" : nothing;
}

/** What was done last, in words and for a shell; or why it was not. */
function done(): TemplateResult {
  const { said, curl, fault } = store.get();
  const copy = async (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement;
    await navigator.clipboard.writeText(curl);
    button.textContent = words.copied;
    setTimeout(() => {
      button.textContent = words.copy;
    }, 2000);
  };
  return html`
    <aside class="done" aria-label=${words.doneLabel} ?hidden=${said === "" && fault === ""}>
      <p role="status">${said}</p>
      <p role="alert" class="fault">${fault}</p>
      ${
        curl === ""
          ? nothing
          : html`
              <details>
                <summary>${words.asCurl}</summary>
                <pre tabindex="0"><code>${curl}</code></pre>
                <button type="button" class="secondary small" @click=${copy}>${words.copy}</button>
              </details>
            `
      }
    </aside>
  `;
}
