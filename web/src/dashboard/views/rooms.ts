import type { Room } from "latchkey/server";
import { html, nothing, type TemplateResult } from "lit";
import { api, may, see, store, words } from "../app.ts";
import { matches } from "../lists.ts";
import { allPages, from, Loaded } from "../loading.ts";
import { fieldsOf, Part } from "../part.ts";
import { seek, sought } from "../routes.ts";
import { doorOf, loaded, moment, name, notOffered, roomLink, table } from "../templates.ts";

interface Found {
  readonly rooms: readonly Room[];
  readonly nextCursor: string | null;
}

const PAGE = 50;

/** The app's rooms. */
export class Rooms extends Part {
  static override properties = { sought: { state: true } };

  declare private sought: string;
  readonly #rooms = new Loaded<Found>(this, (signal) => this.#read(signal));

  constructor() {
    super();
    this.sought = sought();
  }

  protected override render(): TemplateResult {
    const { session } = store.get();
    return html`
      <h1 tabindex="-1">${words.views.rooms}</h1>
      ${
        session?.room
          ? html`<p>${words.rooms.one} <a href=${roomLink(session.room)}><bdi>${session.room}</bdi></a></p>`
          : html`
              ${see("rooms") ? nothing : notOffered(words.views.rooms)}
              ${may("rooms") ? this.#form() : see("rooms") ? notOffered(words.views.rooms) : nothing}
              ${see("rooms") ? loaded(this.#rooms, (found) => this.#list(found)) : nothing}
            `
      }
    `;
  }

  #form(): TemplateResult {
    return html`
      <section class="card" aria-labelledby="new-room">
        <h2 id="new-room">${words.rooms.make}</h2>
        <form class="row" @submit=${(event: SubmitEvent) => this.#make(event)}>
          <label><span>${words.rooms.name}</span><input name="roomName" maxlength="64" autocomplete="off" placeholder=${words.rooms.anyName} /></label>
          <label>
            <span>${words.settings.privacy}</span>
            <select name="privacy">
              <option value="public">${words.settings.public}</option>
              <option value="private">${words.settings.private}</option>
            </select>
          </label>
          <label class="check"><input type="checkbox" name="ask" checked /><span>${words.settings.ask}</span></label>
          <button class="primary" aria-busy=${this.busy("make") ? "true" : "false"}>${words.rooms.makeButton}</button>
        </form>
      </section>
    `;
  }

  #list({ rooms, nextCursor }: Found): TemplateResult {
    if (rooms.length === 0) {
      return html`<p class="empty">${may("rooms") ? words.rooms.none : words.rooms.noneToSee}</p>`;
    }
    const shown = rooms.filter(({ roomName }) => matches(this.sought, roomName));
    const session = store.get().session;
    return html`
      <section class="card" aria-labelledby="all-rooms">
        <div class="head">
          <h2 id="all-rooms">${words.rooms.all(shown.length, nextCursor !== null)}</h2>
          <label class="search">
            <span class="unseen">${words.rooms.search}</span>
            <input type="search" placeholder=${words.rooms.search} .value=${this.sought} @input=${(event: Event) => this.#seek(event)} />
          </label>
        </div>
        ${
          shown.length === 0
            ? html`<p class="empty">${words.nothingFound(this.sought)}</p>`
            : table({
                caption: words.views.rooms,
                rows: shown,
                id: ({ _id }) => _id,
                busy: ({ _id }) => this.busy(_id),
                columns: [
                  {
                    label: words.rooms.room,
                    cell: ({ roomName }) => html`<a href=${roomLink(roomName)}>${name(roomName)}</a>`,
                  },
                  {
                    label: words.settings.privacy,
                    cell: ({ privacy }) => html`<span class=${`tag ${privacy}`}>${words.settings[privacy]}</span>`,
                  },
                  { label: words.rooms.made, cell: ({ created }) => moment(Date.parse(String(created)) / 1000) },
                  { label: words.acts, cell: (room) => this.#acts(room, session?.app ?? "") },
                ],
              })
        }
        ${
          nextCursor === null
            ? nothing
            : html`<button type="button" class="secondary" @click=${() => this.#more(nextCursor)}>${words.more}</button>`
        }
      </section>
    `;
  }

  #acts({ _id, roomName }: Room, app: string): TemplateResult {
    return html`
      <span class="acts">
        <a class="secondary small" href=${doorOf(app, roomName)} target="_blank" aria-label=${words.rooms.openName(roomName)}>${words.rooms.open}</a>
        ${
          may("rooms")
            ? html`
                <button
                  type="button"
                  class="secondary small"
                  aria-label=${words.rooms.archiveName(roomName)}
                  @click=${() =>
                    this.ask({
                      title: words.rooms.archiveName(roomName),
                      text: words.rooms.archiveText,
                      button: words.rooms.archiveName(roomName),
                      run: () => this.#archive(_id, roomName),
                    })}
                >
                  ${words.rooms.archive}
                </button>
              `
            : nothing
        }
      </span>
    `;
  }

  async #make(event: SubmitEvent): Promise<void> {
    const form = event.currentTarget as HTMLFormElement;
    const { roomName, privacy, ask } = fieldsOf(event);
    const done = await this.act(
      "make",
      (room) => words.rooms.madeDone(room.roomName),
      () =>
        api.createRoom({
          ...(roomName === undefined ? {} : { roomName }),
          privacy,
          ...(privacy === "private" && ask !== undefined ? { enableRequestToJoin: true } : {}),
        }),
    );
    if (done) {
      form.reset();
      await this.#rooms.again();
    }
  }

  async #archive(id: string, roomName: string): Promise<void> {
    if (await this.act(id, words.rooms.archived(roomName), () => api.archiveRoom(roomName))) {
      await this.#rooms.again();
    }
  }

  async #read(signal: AbortSignal): Promise<Found> {
    if (!see("rooms") || store.get().session?.room) {
      return { rooms: [], nextCursor: null };
    }
    if (this.sought !== "") {
      return this.#all(signal);
    }
    const { items, nextCursor } = await api.listRooms({ signal, limit: PAGE });
    return { rooms: items, nextCursor };
  }

  async #all(signal: AbortSignal): Promise<Found> {
    const rooms = await allPages((cursor) => api.listRooms({ signal, limit: 100, ...from(cursor) }));
    return { rooms, nextCursor: null };
  }

  #more(cursor: string): Promise<void> {
    return this.#rooms.more(async (signal, before) => {
      const { items, nextCursor } = await api.listRooms({ signal, limit: PAGE, cursor });
      return { rooms: [...(before?.rooms ?? []), ...items], nextCursor };
    });
  }

  /** The service does not search: what is not here yet is read first. */
  async #seek(event: Event): Promise<void> {
    this.sought = (event.currentTarget as HTMLInputElement).value;
    seek(this.sought);
    if (this.#rooms.value?.nextCursor) {
      await this.#rooms.more((signal) => this.#all(signal));
    }
  }
}
