import { html, type TemplateResult } from "lit";
import { faultOf, sessions, store, words } from "../app.ts";
import { Part } from "../part.ts";

/** Asks for an API key, which is exchanged for a session and then kept nowhere. */
export class SignIn extends Part {
  static override properties = { fault: {}, waits: { state: true } };

  /** Why one has to sign in again. */
  declare fault: string;
  declare private waits: boolean;

  constructor() {
    super();
    this.fault = "";
    this.waits = false;
  }

  protected override firstUpdated(): void {
    document.title = `${words.signIn.heading} · Latchkey`;
    this.querySelector("input")?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <section class="card narrow">
        <h1 tabindex="-1">${words.signIn.heading}</h1>
        <p>${words.signIn.text}</p>
        <form @submit=${(event: SubmitEvent) => this.#signIn(event)}>
          <label>
            <span>${words.signIn.key}</span>
            <input name="key" type="password" required autocomplete="off" spellcheck="false" aria-describedby="kept" />
          </label>
          <p id="kept" class="hint">${words.signIn.kept}</p>
          <p class="fault" role="alert">${this.fault}</p>
          <button class="primary" aria-busy=${this.waits ? "true" : "false"}>${words.signIn.button}</button>
        </form>
        <details>
          <summary>${words.signIn.none}</summary>
          <p>${words.signIn.how}</p>
          <pre tabindex="0"><code>${words.signIn.command}</code></pre>
        </details>
      </section>
    `;
  }

  async #signIn(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const field = this.querySelector("input");
    const key = field?.value.trim() ?? "";
    if (field === null || key === "" || this.waits) {
      return;
    }
    this.waits = true;
    this.fault = "";
    try {
      const session = await sessions.signIn(key);
      field.value = "";
      store.update((state) => ({ ...state, session, fault: "", said: "", curl: "" }));
    } catch (error) {
      this.fault = faultOf(error) || words.signIn.wrong;
    } finally {
      this.waits = false;
    }
  }
}
