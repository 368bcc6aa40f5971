import type { Admission, EntryAnswer, Waiting } from "../door/admission.ts";
import type { Door, Told, Visitor } from "../door/door.ts";
import { isLatchkeyError, LatchkeyError } from "../errors.ts";
import type { ChannelObserver, LiveChannel } from "../live/channel.ts";
import type { OwnPlace } from "./own-place.ts";

/** Who is told while one waits. */
export interface EntryObserver {
  /** @param place in the queue, from 1; null while nobody has told */
  waiting(waiting: Waiting, place: number | null): void;
}

/** The way in: asks at the door, waits if it must, and keeps one's place in the queue over a reload. */
export class Entry {
  readonly #door: Door;
  readonly #place: OwnPlace;
  readonly #channel: (observer: ChannelObserver) => LiveChannel | null;
  #waiting: Waiting | null = null;
  #queuePlace: number | null = null;

  /** @param channel makes what tells somebody who waits; null where there is nothing that does */
  constructor(door: Door, place: OwnPlace, channel: (observer: ChannelObserver) => LiveChannel | null) {
    this.#door = door;
    this.#place = place;
    this.#channel = channel;
  }

  /**
   * @param visitor null for who comes back to an earlier place, and not otherwise
   * @throws LatchkeyError `denied`, `join_request_expired`, or the door's refusal
   */
  async enter(visitor: Visitor | null, observer: EntryObserver, signal: AbortSignal): Promise<Admission> {
    const answer = await this.#knock(visitor, signal);
    if (answer.status === "admitted") {
      return answer;
    }
    if (answer.status !== "waiting") {
      throw ended(answer);
    }
    const told = this.#door.untold();
    const queue = new AbortController();
    this.#tell(answer, told, observer, AbortSignal.any([signal, queue.signal]));
    try {
      const admission = await this.#door.wait(answer, (waiting) => this.#waits(waiting, observer), told, signal);
      this.#waiting = null;
      return admission;
    } finally {
      queue.abort();
    }
  }

  /** Gives up waiting; harmless where one does not wait. */
  async withdraw(signal: AbortSignal): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null) {
      await this.#door.withdraw(waiting, signal);
    }
  }

  /** With one's earlier place, and without where that leads nowhere any more. */
  async #knock(visitor: Visitor | null, signal: AbortSignal): Promise<EntryAnswer> {
    const earlier = this.#place.earlier();
    if (earlier !== null) {
      try {
        const answer = await this.#door.knock(visitor ?? {}, earlier, signal);
        if (visitor === null || answer.status === "admitted" || answer.status === "waiting") {
          return answer;
        }
      } catch (error) {
        if (visitor === null || !isLatchkeyError(error) || !STALE.has(error.code)) {
          throw error;
        }
      }
      this.#place.forget();
    }
    return this.#door.knock(visitor ?? {}, null, signal);
  }

  #waits(waiting: Waiting, observer: EntryObserver): void {
    const before = this.#waiting;
    this.#waiting = waiting;
    this.#place.keepTicket(waiting.ticket);
    if (before === null || before.message !== waiting.message) {
      observer.waiting(waiting, this.#queuePlace);
    }
  }

  #tell(first: Waiting, told: Told, observer: EntryObserver, signal: AbortSignal): void {
    const channel = this.#channel({
      token: () => this.#waiting?.ticket ?? first.ticket,
      connected: (connected) => {
        told.live = connected;
      },
      refused: () => told.pause.end(),
      told: (type, { status, place }) => {
        if (typeof place === "number" && this.#waiting !== null) {
          this.#queuePlace = place;
          observer.waiting(this.#waiting, place);
        }
        if (type === "error" || status !== "waiting") {
          told.pause.end();
        }
      },
    });
    channel?.begin(signal);
  }
}

/** Refusals of what an earlier visit left behind. Without it, the door may open all the same. */
export const STALE: ReadonlySet<string> = new Set([
  "token_invalid",
  "token_expired",
  "token_revoked",
  "token_for_another_room",
  "join_request_not_found",
  "join_request_expired",
]);

function ended(answer: Exclude<EntryAnswer, Admission | Waiting>): LatchkeyError {
  return answer.status === "denied"
    ? new LatchkeyError("denied", "an admin has said no", answer.message === null ? {} : { message: answer.message })
    : new LatchkeyError("join_request_expired", "this request to come in is over", {});
}
