import { LatchkeyError } from "../errors.ts";
import { HttpClient, type Network, segment } from "../http/request.ts";
import { askedToWaitMs } from "../http/retry.ts";
import { Pause } from "../pause.ts";
import { type Admission, type EntryAnswer, readEntryAnswer, type Waiting } from "./admission.ts";
import type { RoomAddress } from "./room-url.ts";

/** Who stands at the door: a holder of an access token, or somebody with a name or without. */
export type Visitor = { readonly accessToken: string } | { readonly name?: string };

/** What is known from an earlier visit: the place inside, or the place in the queue. */
export type EarlierVisit = { readonly sessionToken: string } | { readonly ticket: string };

/** How often somebody who waits looks again; a random part is added, so that many do not look at once. */
const LOOK_MS = 2_000;

/** The same for who is told when there is something to see. */
const LOOK_WHILE_TOLD_MS = 30_000;

/** What shortens or spares looks, where there is something that tells. */
export interface Told {
  /** Ended when something has happened that is worth a look. */
  readonly pause: Pause;
  /** Whether one is told now. */
  live: boolean;
}

/** One room's door: asks to come in, waits, withdraws. */
export class Door {
  readonly #http: HttpClient;
  readonly #path: string;

  constructor(address: RoomAddress, network: Network = {}) {
    this.#http = new HttpClient(address.origin, network);
    this.#path = `/api/v1/join/${segment(address.app)}/${segment(address.room)}`;
  }

  /** Asks once. The same question is asked again when its answer is lost, and counts once. */
  async knock(visitor: Visitor, earlier: EarlierVisit | null, signal: AbortSignal): Promise<EntryAnswer> {
    const withTicket = earlier !== null && "ticket" in earlier;
    const { json } = await this.#http.send({
      method: "POST",
      path: this.#path,
      body: withTicket ? { ticket: earlier.ticket } : { ...visitor, ...earlier },
      headers: withTicket ? {} : { "idempotency-key": crypto.randomUUID() },
      repeatable: true,
      signal,
    });
    return readEntryAnswer(json);
  }

  /**
   * Waits until somebody has decided, and comes in by that.
   *
   * @param waits is given each answer that says "wait", the first one too
   * @throws LatchkeyError `denied`, `join_request_expired`, or the door's refusal
   */
  async wait(first: Waiting, waits: (waiting: Waiting) => void, told: Told, signal: AbortSignal): Promise<Admission> {
    for (let waiting = first; ; ) {
      waits(waiting);
      const look = told.live ? LOOK_WHILE_TOLD_MS : LOOK_MS;
      await told.pause.sleep(look * (1 + this.#http.random()), signal);
      const answer = await this.#look(waiting, signal);
      if (answer.status === "admitted") {
        return answer;
      }
      if (answer.status !== "waiting") {
        throw answer.status === "denied"
          ? new LatchkeyError(
              "denied",
              "an admin has said no",
              answer.message === null ? {} : { message: answer.message },
            )
          : new LatchkeyError("join_request_expired", "nobody decided in time", {});
      }
      waiting = answer;
    }
  }

  /** Looks once. A service that is out of reach, or asks to be asked later, is asked later: who waits goes on waiting. */
  async #look(waiting: Waiting, signal: AbortSignal): Promise<EntryAnswer> {
    try {
      const { json } = await this.#http.send({
        method: "GET",
        path: `${this.#path}/${segment(waiting.requestId)}`,
        headers: { authorization: `Bearer ${waiting.ticket}` },
        signal,
      });
      return readEntryAnswer(json);
    } catch (error) {
      const passes = error instanceof LatchkeyError && ["network", "unavailable", "rate_limited"].includes(error.code);
      if (passes && this.#http.clock.now() < waiting.expiresAt * 1000) {
        await this.#http.clock.sleep(askedToWaitMs(error), signal);
        return waiting;
      }
      throw error;
    }
  }

  /** For `wait`, where nothing tells yet. */
  untold(): Told {
    return { pause: new Pause(this.#http.clock), live: false };
  }

  /** Gives up waiting. */
  async withdraw(waiting: Waiting, signal: AbortSignal): Promise<void> {
    await this.#http.send({
      method: "DELETE",
      path: `${this.#path}/${segment(waiting.requestId)}`,
      headers: { authorization: `Bearer ${waiting.ticket}` },
      repeatable: true,
      signal,
    });
  }
}
