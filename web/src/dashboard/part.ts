import { LitElement } from "lit";
import { faultOf, type Question, store } from "./app.ts";

/** A part of the page. It is drawn into the page itself, whose one style sheet it shares. */
export abstract class Part extends LitElement {
  readonly #busy = new Set<string>();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Whether something about that thing is under way. */
  protected busy(id: string): boolean {
    return this.#busy.has(id);
  }

  /** Does something once, and says so, or why it was not done. What is under way is not begun again. */
  protected async act<T>(id: string, done: string | ((value: T) => string), work: () => Promise<T>): Promise<boolean> {
    if (this.#busy.has(id)) {
      return false;
    }
    this.#busy.add(id);
    this.requestUpdate();
    store.update((state) => ({ ...state, fault: "", said: "", curl: "" }));
    try {
      const value = await work();
      const said = typeof done === "string" ? done : done(value);
      store.update((state) => ({ ...state, said }));
      return true;
    } catch (error) {
      const fault = faultOf(error);
      store.update((state) => ({ ...state, fault }));
      return false;
    } finally {
      this.#busy.delete(id);
      this.requestUpdate();
    }
  }

  protected ask(question: Question): void {
    store.update((state) => ({ ...state, question }));
  }
}

/** What was written into a form, by the names of its fields; what was left empty is left out. */
export function fieldsOf(event: SubmitEvent): Readonly<Record<string, string>> {
  event.preventDefault();
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(event.currentTarget as HTMLFormElement)) {
    if (typeof value === "string" && value.trim() !== "") {
      fields[name] = value.trim();
    }
  }
  return fields;
}

/** A moment in the form's own time zone, as Unix seconds. */
export function unixSeconds(local: string): number {
  return Math.floor(new Date(local).getTime() / 1000);
}
