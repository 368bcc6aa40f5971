import type { Desk, JoinRequest } from "../desk/desk.ts";
import type { Emitter } from "../events.ts";
import type { HttpClient } from "../http/request.ts";
import type { MeetingEvents } from "./meeting.ts";

/** How often an admin's client looks who waits. */
const LOOK_MS = 3_000;

/** Looks who waits while one is an admin and somebody listens, and tells what has changed since the last look. */
export class KnockWatch {
  readonly #desk: Desk;
  readonly #http: HttpClient;
  readonly #events: Emitter<MeetingEvents>;
  readonly #isAdmin: () => boolean;
  #known = new Set<string>();

  constructor(desk: Desk, http: HttpClient, events: Emitter<MeetingEvents>, isAdmin: () => boolean) {
    this.#desk = desk;
    this.#http = http;
    this.#events = events;
    this.#isAdmin = isAdmin;
  }

  begin(signal: AbortSignal): void {
    this.#watch(signal).catch(() => {
      // Ended by its signal.
    });
  }

  async #watch(signal: AbortSignal): Promise<void> {
    for (;;) {
      if (this.#isAdmin() && (this.#events.has("joinRequest") || this.#events.has("joinRequestGone"))) {
        try {
          this.#compare(await this.#all(signal));
        } catch {
          // The next look may succeed. What ends the stay is the heartbeat's business.
          signal.throwIfAborted();
        }
      }
      await this.#http.clock.sleep(LOOK_MS, signal);
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
    const now = new Set(requests.map(({ requestId }) => requestId));
    const gone = [...this.#known].filter((requestId) => !now.has(requestId));
    const come = requests.filter(({ requestId }) => !this.#known.has(requestId));
    this.#known = now;
    for (const requestId of gone) {
      this.#events.emit("joinRequestGone", { requestId });
    }
    for (const request of come) {
      this.#events.emit("joinRequest", request);
    }
  }
}
