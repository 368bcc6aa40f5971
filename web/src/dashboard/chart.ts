import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { words } from "./app.ts";
import { Part } from "./part.ts";
import type { Plotted } from "./plot.ts";
import { axisText, momentText, table } from "./templates.ts";

/** A picture of numbers, with a sentence that says what it shows, and the numbers themselves. */
export class Chart extends Part {
  static override properties = { plotted: { attribute: false }, sentence: {} };

  declare plotted: Omit<Plotted, "written"> | null;
  declare sentence: string;
  #drawn: { destroy(): void } | null = null;
  #gone = new AbortController();

  constructor() {
    super();
    this.plotted = null;
    this.sentence = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#gone = new AbortController();
    const { signal } = this.#gone;
    const again = () => void this.#draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again, { signal });
    addEventListener("resize", again, { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#gone.abort();
    this.#drawn?.destroy();
    this.#drawn = null;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("plotted")) {
      void this.#draw();
    }
  }

  protected override render(): TemplateResult {
    const { at = [], series = [] } = this.plotted ?? {};
    const rows = at.map((moment, index) => ({ moment, counts: series.map(({ count }) => count[index] ?? 0) }));
    return html`
      <figure>
        <div class="plot" aria-hidden="true"></div>
        ${
          series.length > 1
            ? html`<ul class="legend" aria-hidden="true">${series.map(({ label }, index) => html`<li class=${`series-${index + 1}`}>${label}</li>`)}</ul>`
            : nothing
        }
        <figcaption>${this.sentence}</figcaption>
        <details>
          <summary>${words.numbers}</summary>
          ${table({
            caption: this.sentence,
            rows,
            id: ({ moment }) => String(moment),
            columns: [
              { label: words.time, cell: ({ moment }) => momentText(moment) },
              ...series.map(({ label }, index) => ({
                label,
                cell: ({ counts }: { counts: readonly number[] }) => String(counts[index] ?? 0),
              })),
            ],
          })}
        </details>
      </figure>
    `;
  }

  async #draw(): Promise<void> {
    const { plotted } = this;
    const { plot } = await import("./plot.ts");
    const into = this.querySelector<HTMLElement>(".plot");
    if (this.isConnected && plotted === this.plotted && plotted !== null && into !== null) {
      this.#drawn?.destroy();
      this.#drawn = plot(into, { ...plotted, written: axisText });
    }
  }
}
