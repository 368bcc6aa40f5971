import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { language, store, words } from "./app.ts";
import type { Loaded } from "./loading.ts";

const MOMENT = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
const DAY = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
const SECONDS = new Intl.DateTimeFormat(language, { timeStyle: "medium" });
const CLOCK = new Intl.DateTimeFormat(language, { timeStyle: "short" });

/** A moment in Unix seconds, as the reader writes it. */
export function moment(unixSec: number): TemplateResult {
  return html`<time datetime=${new Date(unixSec * 1000).toISOString()}>${momentText(unixSec)}</time>`;
}

export function momentText(unixSec: number): string {
  return MOMENT.format(unixSec * 1000);
}

export function clockText(unixSec: number): string {
  return CLOCK.format(unixSec * 1000);
}

/** A moment at an axis whose marks are so many seconds apart. */
export function axisText(unixSec: number, apart: number): string {
  return (apart < 60 ? SECONDS : apart < 86_400 ? CLOCK : DAY).format(unixSec * 1000);
}

/** A column of a table. */
export interface Column<T> {
  readonly label: string;
  readonly cell: (row: T) => unknown;
}

/** What a table draws. Its first column names the row. */
export interface Table<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly id: (row: T) => string;
  /** Whether something about the row is under way. */
  readonly busy?: (row: T) => boolean;
  /** Many rows that come and go: each is drawn anew only when it has changed, and only where it is seen. */
  readonly live?: boolean;
}

/** On a narrow screen each row is a block; its roles are written out, since a row that is no table row loses its own. */
export function table<T>({ caption, columns, rows, id, busy = () => false, live = false }: Table<T>): TemplateResult {
  const row = (one: T) => html`
    <tr role="row" aria-busy=${busy(one) ? "true" : "false"}>
      ${columns.map(({ label, cell }, index) =>
        index === 0
          ? html`<th scope="row" role="rowheader">${cell(one)}</th>`
          : html`<td role="cell" data-label=${label}>${cell(one)}</td>`,
      )}
    </tr>
  `;
  return html`
    <table role="table" class=${live ? "live" : ""}>
      <caption class="unseen">${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">${columns.map(({ label }) => html`<th scope="col" role="columnheader">${label}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(rows, id, (one) => (live ? guard([one, busy(one)], () => row(one)) : row(one)))}
      </tbody>
    </table>
  `;
}

/** Something of the service's: as it is, or that it is read, or that it could not be, beside what was read last. */
export function loaded<T>(loading: Loaded<T>, draw: (value: T) => unknown): TemplateResult {
  return html`
    ${
      loading.fault === ""
        ? nothing
        : html`
            <p class="fault" role="alert">
              ${loading.value === null ? loading.fault : words.stale(loading.fault)}
              <button type="button" class="secondary small" @click=${() => loading.again()}>${words.again}</button>
            </p>
          `
    }
    ${loading.value === null ? (loading.fault === "" ? html`<p class="hint">${words.loading}</p>` : nothing) : draw(loading.value)}
  `;
}

/** Why something is not offered. */
export function notOffered(scope: string): TemplateResult {
  const readOnly = store.get().session?.scopes.includes("read-only") === true;
  return html`<p class="hint">${readOnly ? words.readOnly : words.outOfScope(scope)}</p>`;
}

/** Something to copy, such as what is shown this once. */
export function copyable(label: string, value: string): TemplateResult {
  const copy = async (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement;
    await navigator.clipboard.writeText(value);
    button.textContent = words.copied;
  };
  return html`
    <div class="copyable">
      <label><span>${label}</span><input readonly .value=${value} @focus=${selectAll} /></label>
      <button type="button" class="secondary" @click=${copy}>${words.copy}</button>
    </div>
  `;
}

function selectAll(event: Event): void {
  (event.currentTarget as HTMLInputElement).select();
}

/** A name that somebody chose: text, and of its own direction. */
export function name(text: string | null | undefined): TemplateResult {
  return html`<bdi>${text || words.unnamed}</bdi>`;
}

/** The page of a room's door. */
export function doorOf(app: string, room: string): string {
  return `${location.origin}/join/${encodeURIComponent(app)}/${encodeURIComponent(room)}`;
}

export function roomLink(room: string): string {
  return `/dashboard/rooms/${encodeURIComponent(room)}`;
}

export const ROLES = ["host", "coHost", "speaker", "listener", "guest", "bot"] as const;
