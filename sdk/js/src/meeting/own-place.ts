import type { EarlierVisit } from "../door/door.ts";
import type { RoomAddress } from "../door/room-url.ts";

/** As much of `sessionStorage` as is needed. */
export type PlaceStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Keeps one's place in a room, or in its queue, over a reload of the page, in this tab alone. */
export class OwnPlace {
  readonly #storage: PlaceStorage | null;
  readonly #key: string;

  /** @param storage null keeps nothing */
  constructor(address: RoomAddress, storage: PlaceStorage | null) {
    this.#storage = storage;
    this.#key = `latchkey:${address.origin}/${address.app}/${address.room}`;
  }

  earlier(): EarlierVisit | null {
    const [kind, value] = this.#read();
    if (value === undefined) {
      return null;
    }
    return kind === "ticket" ? { ticket: value } : kind === "session" ? { sessionToken: value } : null;
  }

  keepTicket(ticket: string): void {
    this.#write("ticket", ticket);
  }

  keepSession(sessionToken: string): void {
    this.#write("session", sessionToken);
  }

  forget(): void {
    try {
      this.#storage?.removeItem(this.#key);
    } catch {
      // A page that may not use its storage loses its place with a reload, and nothing else.
    }
  }

  #read(): readonly string[] {
    try {
      return this.#storage?.getItem(this.#key)?.split(" ") ?? [];
    } catch {
      return [];
    }
  }

  #write(kind: "ticket" | "session", value: string): void {
    try {
      this.#storage?.setItem(this.#key, `${kind} ${value}`);
    } catch {
      // As above; a full storage too.
    }
  }
}

/** The tab's own storage, where there is one and the page may use it. */
export function tabStorage(): PlaceStorage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}
