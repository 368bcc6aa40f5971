import type { ReactiveController, ReactiveControllerHost } from "lit";
import { faultOf } from "./app.ts";
import type { Page } from "./lists.ts";

/** Something of the service's that a part of the page shows. What was read last stays while it is read again, or cannot be. */
export class Loaded<T> implements ReactiveController {
  /** Null until it has been read once. */
  value: T | null = null;
  /** Why it could not be read the last time; empty when it could. */
  fault = "";
  #left = new AbortController();
  readonly #host: ReactiveControllerHost;
  readonly #load: (signal: AbortSignal, before: T | null) => Promise<T>;
  readonly #everyMs: number;
  readonly #unseenMs: number;

  /**
   * @param everyMs after how long it is read again, while the page is looked at; 0 for never
   * @param unseenMs the same while nobody looks at it
   */
  constructor(
    host: ReactiveControllerHost,
    load: (signal: AbortSignal, before: T | null) => Promise<T>,
    { everyMs = 0, unseenMs = 0 } = {},
  ) {
    this.#host = host;
    this.#load = load;
    this.#everyMs = everyMs;
    this.#unseenMs = unseenMs;
    host.addController(this);
  }

  hostConnected(): void {
    this.#left = new AbortController();
    void this.#keep(this.#left.signal);
  }

  hostDisconnected(): void {
    this.#left.abort();
  }

  /** Reads it now. */
  async again(): Promise<void> {
    await this.more(this.#load);
  }

  /** Reads more of it, or something in its place. */
  async more(load: (signal: AbortSignal, before: T | null) => Promise<T>): Promise<void> {
    const { signal } = this.#left;
    try {
      const value = await load(signal, this.value);
      if (!signal.aborted) {
        this.value = value;
        this.fault = "";
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      this.fault = faultOf(error);
    }
    this.#host.requestUpdate();
  }

  async #keep(signal: AbortSignal): Promise<void> {
    await this.again();
    while (this.#everyMs > 0 && !signal.aborted) {
      await pause(document.hidden && this.#unseenMs > 0 ? this.#unseenMs : this.#everyMs, signal);
      if ((!document.hidden || this.#unseenMs > 0) && !signal.aborted) {
        await this.again();
      }
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/** All pages of a list, up to a bound that no screen shows. */
export async function allPages<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
  most = 2000,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | null | undefined;
  do {
    const page: Page<T> = await read(cursor ?? undefined);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && items.length < most);
  return items;
}

/** What is sent as a cursor, where there is one. */
export function from(cursor: string | null | undefined): { cursor?: string } {
  return cursor === null || cursor === undefined ? {} : { cursor };
}
