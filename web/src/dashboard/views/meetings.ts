import type { Session } from "latchkey/server";
import { html, nothing, type TemplateResult } from "lit";
import { api, words } from "../app.ts";
import { perSpan } from "../attendance.ts";
import { extended, type Page, renewed } from "../lists.ts";
import { allPages, from, Loaded } from "../loading.ts";
import { Part } from "../part.ts";
import { loaded, moment, momentText, roomLink, table } from "../templates.ts";

interface Held extends Page<Session> {
  /** When somebody joined one of the newest. */
  readonly joins: readonly number[];
  /** When somebody asked to come in, and whether he was turned away. */
  readonly asked: readonly { readonly at: number; readonly refused: boolean }[];
}

const EVERY_MS = 15_000;
const PAGE = 10;

/** How many people of a meeting, or of those who asked, count for the chart. */
const MOST_PEOPLE = 500;

/** What was held in a room, and how many joined, waited and were turned away when. */
export class Meetings extends Part {
  static override properties = { room: {}, app: {} };

  declare room: string;
  declare app: string;
  /** Nobody joins a meeting any more that has ended: it is read once. */
  readonly #joinsOfEnded = new Map<string, readonly number[]>();
  readonly #held = new Loaded<Held>(this, (signal, before) => this.#read(signal, before), { everyMs: EVERY_MS });

  constructor() {
    super();
    this.room = "";
    this.app = "";
  }

  protected override render(): TemplateResult {
    return html`
      <section class="card" aria-labelledby="meetings">
        <h2 id="meetings">${words.meetings.heading}</h2>
        ${loaded(this.#held, (held) =>
          held.items.length === 0
            ? html`<p class="empty">${words.meetings.none}</p>`
            : html`${this.#chart(held)} ${this.#list(held)}`,
        )}
      </section>
    `;
  }

  #chart({ joins, asked }: Held): TemplateResult | typeof nothing {
    const waits = asked.map(({ at }) => at);
    const refusals = asked.filter(({ refused }) => refused).map(({ at }) => at);
    const { at, counts, seconds } = perSpan(joins, waits, refusals);
    const [first] = at;
    const labels = [words.meetings.joins, words.meetings.waits, words.meetings.refusals];
    const series = labels.map((label, kind) => ({ label, count: counts[kind] ?? [] }));
    const since = [...joins, ...waits].reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    return first === undefined
      ? nothing
      : html`
          <dash-chart
            .plotted=${{ kind: "bars", span: seconds, at, series }}
            .sentence=${words.meetings.sentence(joins.length, waits.length, refusals.length, momentText(since))}
          ></dash-chart>
        `;
  }

  #list({ items, nextCursor }: Held): TemplateResult {
    return html`
      ${table({
        caption: words.meetings.heading,
        rows: items,
        id: ({ meetingSessionId }) => meetingSessionId,
        columns: [
          {
            label: words.meetings.began,
            cell: ({ meetingSessionId, startedAt }) =>
              html`<a href=${`${roomLink(this.room)}/sessions/${meetingSessionId}`}>${moment(startedAt)}</a>`,
          },
          {
            label: words.meetings.ended,
            cell: ({ endedAt }) =>
              endedAt === null ? html`<span class="tag live">${words.meetings.now}</span>` : moment(endedAt),
          },
        ],
      })}
      ${
        nextCursor === null
          ? nothing
          : html`<button type="button" class="secondary" @click=${() => this.#more(nextCursor)}>${words.more}</button>`
      }
    `;
  }

  async #read(signal: AbortSignal, before: Held | null): Promise<Held> {
    const newest = await api.listSessions(this.room, { signal, limit: PAGE });
    const joins: number[] = [];
    for (const meeting of newest.items) {
      joins.push(...(await this.#joinsOf(meeting, signal)));
    }
    const ended = await allPages(
      (cursor) => api.waitingRoom(this.app, this.room).ended({ signal, limit: 100, ...from(cursor) }),
      MOST_PEOPLE,
    );
    return {
      ...renewed(newest, before, ({ meetingSessionId }) => meetingSessionId),
      joins,
      asked: ended.map(({ requestedAt, status }) => ({ at: requestedAt, refused: status === "denied" })),
    };
  }

  async #joinsOf({ meetingSessionId, endedAt }: Session, signal: AbortSignal): Promise<readonly number[]> {
    const known = this.#joinsOfEnded.get(meetingSessionId);
    if (endedAt !== null && known !== undefined) {
      return known;
    }
    const people = await allPages(
      (cursor) => api.listParticipants(this.room, meetingSessionId, { signal, limit: 100, ...from(cursor) }),
      MOST_PEOPLE,
    );
    const joins = people.map(({ joinedAt }) => joinedAt);
    if (endedAt !== null) {
      this.#joinsOfEnded.set(meetingSessionId, joins);
    }
    return joins;
  }

  #more(cursor: string): Promise<void> {
    return this.#held.more(async (signal, before) => ({
      ...extended(before, await api.listSessions(this.room, { signal, limit: PAGE, cursor })),
      joins: before?.joins ?? [],
      asked: before?.asked ?? [],
    }));
  }
}
