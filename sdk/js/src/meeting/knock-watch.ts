import type { Clock } from "../clock.ts";
import type { Desk } from "../desk/desk.ts";
import { type JoinRequest, readJoinRequest } from "../desk/waiting-room.ts";
import { askedToWaitMs } from "../http/retry.ts";
import type { Json } from "../http/wire.ts";
import { text } from "../http/wire.ts";
import { Pause } from "../pause.ts";

/** Who is told of knocks. */
export interface KnockObserver {
  /** Whether it is worth looking: one is an admin, and somebody listens. */
  wanted(): boolean;
  come(request: JoinRequest): void;
  gone(requestId: string): void;
}

/** How often an admin's client looks who waits: without a live connection, and with one, in case something was missed. */
const LOOK_MS = 3_000;
const LOOK_WHILE_LIVE_MS = 60_000;

/** Knows who waits, by looking and by what the live connection says, and tells each change once. */
export class KnockWatch {
  readonly #desk: Desk;
  readonly #clock: Clock;
  readonly #observer: KnockObserver;
  readonly #pause: Pause;
  readonly #known = new Set<string>();
  #live = false;

  constructor(desk: Desk, clock: Clock, observer: KnockObserver) {
    this.#desk = desk;
    this.#clock = clock;
    this.#observer = observer;
    this.#pause = new Pause(clock);
  }

  begin(signal: AbortSignal): void {
    this.#watch(signal).catch(() => {
      // Ended by its signal.
    });
  }

  live(connected: boolean): void {
    this.#live = connected;
  }

  told(type: string, message: Json): void {
    switch (type) {
      case "state":
        // Whatever was missed before is found by a look.
        this.#pause.end();
        return;
      case "join_request.created":
        this.#come(readJoinRequest({ reason: "private", ...message }));
        return;
      case "join_request.withdrawn":
      case "join_request.expired":
      case "join_request.updated":
        this.#gone(text(message, "requestId"));
    }
  }

  async #watch(signal: AbortSignal): Promise<void> {
    for (;;) {
      if (this.#observer.wanted()) {
        try {
          this.#compare(await this.#all(signal));
        } catch (error) {
          // The next look may succeed. What ends the stay is the heartbeat's business.
          signal.throwIfAborted();
          await this.#clock.sleep(askedToWaitMs(error), signal);
        }
      }
      await this.#pause.sleep(this.#live ? LOOK_WHILE_LIVE_MS : LOOK_MS, signal);
    }
  }

  async #all(signal: AbortSignal): Promise<readonly JoinRequest[]> {
    const all: JoinRequest[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await this.#desk.joinRequests({ signal, ...(cursor === undefined ? {} : { cursor }) });
      all.push(...page.items);
      cursor = page.nextCursor;
    }
    return all;
  }

  #compare(requests: readonly JoinRequest[]): void {
    const waiting = new Set(requests.map(({ requestId }) => requestId));
    for (const requestId of [...this.#known]) {
      if (!waiting.has(requestId)) {
        this.#gone(requestId);
      }
    }
    for (const request of requests) {
      this.#come(request);
    }
  }

  #come(request: JoinRequest): void {
    if (!this.#known.has(request.requestId)) {
      this.#known.add(request.requestId);
      this.#observer.come(request);
    }
  }

  #gone(requestId: string): void {
    if (this.#known.delete(requestId)) {
      this.#observer.gone(requestId);
    }
  }
}
