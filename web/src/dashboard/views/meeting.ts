import type { Participation } from "latchkey/server";
import { html, nothing, type TemplateResult } from "lit";
import { api, see, words } from "../app.ts";
import { attendance } from "../attendance.ts";
import { csv } from "../csv.ts";
import { matches } from "../lists.ts";
import { allPages, from, Loaded } from "../loading.ts";
import { Part } from "../part.ts";
import { seek, sought } from "../routes.ts";
import { loaded, moment, name, notOffered, roomLink, table } from "../templates.ts";

const EVERY_MS = 10_000;

/** Who was in a meeting, and how many at a time. */
export class MeetingView extends Part {
  static override properties = { room: {}, meeting: {}, sought: { state: true } };

  declare room: string;
  declare meeting: string;
  declare private sought: string;
  readonly #people = new Loaded<readonly Participation[]>(this, (signal) => this.#read(signal), { everyMs: EVERY_MS });

  constructor() {
    super();
    this.room = "";
    this.meeting = "";
    this.sought = sought();
  }

  protected override render(): TemplateResult {
    return html`
      <p class="crumb">
        <a href="/dashboard">${words.views.rooms}</a> / <a href=${roomLink(this.room)}>${name(this.room)}</a>
      </p>
      <h1 tabindex="-1">${words.meeting.heading(this.room)}</h1>
      ${see("people") ? loaded(this.#people, (people) => this.#all(people)) : notOffered(words.room.people)}
    `;
  }

  #all(people: readonly Participation[]): TemplateResult {
    if (people.length === 0) {
      return html`<p class="empty">${words.meeting.nobody}</p>`;
    }
    const { at, count } = attendance(people, Math.floor(Date.now() / 1000));
    const most = count.reduce((a, b) => Math.max(a, b), 0);
    const shown = people.filter((one) => matches(this.sought, one.name, one.email));
    return html`
      <section class="card" aria-labelledby="attendance">
        <h2 id="attendance">${words.meeting.attendance}</h2>
        <dash-chart
          .plotted=${{ kind: "steps", at, series: [{ label: words.meeting.inside, count }] }}
          .sentence=${words.meeting.sentence(people.length, most)}
        ></dash-chart>
      </section>
      <section class="card" aria-labelledby="people">
        <div class="head">
          <h2 id="people">${words.meeting.people(people.length)}</h2>
          <label class="search">
            <span class="unseen">${words.inside.search}</span>
            <input type="search" placeholder=${words.inside.search} .value=${this.sought} @input=${(event: Event) => {
              this.sought = (event.currentTarget as HTMLInputElement).value;
              seek(this.sought);
            }} />
          </label>
          <button type="button" class="secondary" @click=${() => this.#download(people)}>${words.meeting.csv}</button>
        </div>
        ${
          shown.length === 0
            ? html`<p class="empty">${words.nothingFound(this.sought)}</p>`
            : table({
                caption: words.meeting.caption,
                rows: shown,
                id: ({ peerId }) => peerId,
                columns: [
                  { label: words.name, cell: (one) => name(one.name) },
                  { label: words.email, cell: ({ email }) => (email === null ? "–" : html`<bdi>${email}</bdi>`) },
                  { label: words.role, cell: ({ role }) => html`<bdi>${role}</bdi>` },
                  { label: words.meeting.joined, cell: ({ joinedAt }) => moment(joinedAt) },
                  { label: words.meeting.left, cell: (one) => this.#left(one) },
                ],
              })
        }
      </section>
    `;
  }

  #left({ leftAt, reason }: Participation): TemplateResult {
    if (leftAt === null) {
      return html`<span class="tag live">${words.meeting.stillInside}</span>`;
    }
    const reasons: Readonly<Record<string, string>> = words.meeting.reasons;
    const why = reasons[reason ?? ""];
    return html`${moment(leftAt)} ${why === undefined ? nothing : html`<small>${why}</small>`}`;
  }

  #download(people: readonly Participation[]): void {
    const stamp = (unixSec: number | null) => (unixSec === null ? "" : new Date(unixSec * 1000).toISOString());
    const rows = people.map((one) => [
      one.name ?? "",
      one.email ?? "",
      one.externalUserId ?? "",
      one.role,
      stamp(one.joinedAt),
      stamp(one.leftAt),
      one.reason ?? "",
    ]);
    const text = csv([["name", "email", "externalUserId", "role", "joinedAt", "leftAt", "reason"], ...rows]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = `${this.room}-${this.meeting}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  #read(signal: AbortSignal): Promise<readonly Participation[]> {
    return allPages((cursor) => api.listParticipants(this.room, this.meeting, { signal, limit: 100, ...from(cursor) }));
  }
}
