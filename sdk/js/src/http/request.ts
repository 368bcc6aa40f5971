import { type Clock, type Random, systemClock, systemRandom } from "../clock.ts";
import { LatchkeyError } from "../errors.ts";
import { problem } from "./problem.ts";
import { type Reply, readReply } from "./reply.ts";
import { MOST_ATTEMPTS, mayPass, retryDelay } from "./retry.ts";

/** How the service is reached. All of it has a default; tests and unusual runtimes hand their own in. */
export interface Network {
  readonly fetch?: typeof globalThis.fetch;
  /** For the live connection; the platform's own, and none where there is none. */
  readonly WebSocket?: typeof globalThis.WebSocket;
  readonly clock?: Clock;
  readonly random?: Random;
  /** How long one attempt may take; 10 seconds. */
  readonly timeoutMs?: number;
}

/** Something that is asked of the service. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the origin, with every value in it encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it may be sent again when nobody knows whether it has arrived. GET always may. */
  readonly repeatable?: boolean;
  /** How long one attempt may take, where that is not as usual. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** An answer that is no refusal. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
}

const TIMEOUT_MS = 10_000;

/** A wait that is longer is the caller's: the refusal comes at once, and says how long. */
const LONGEST_WAIT_MS = 60_000;

/** Talks to one service: bounds each attempt in time, tries again what may be tried again, and throws refusals. */
export class HttpClient {
  readonly clock: Clock;
  readonly random: Random;
  readonly #origin: string;
  readonly #fetch: typeof globalThis.fetch;
  readonly #timeoutMs: number;

  /** @param origin such as `https://api.example.com`, with the stage's path where it has one */
  constructor(origin: string, network: Network = {}) {
    this.#origin = origin.replace(/\/+$/, "");
    this.#fetch = network.fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.clock = network.clock ?? systemClock;
    this.random = network.random ?? systemRandom;
    this.#timeoutMs = network.timeoutMs ?? TIMEOUT_MS;
  }

  /**
   * @throws LatchkeyError for a refusal, and `network` when there was no answer
   * @throws the signal's reason once that is aborted
   */
  async send(call: Call): Promise<Answer> {
    const signal = call.signal ?? new AbortController().signal;
    const repeatable = call.repeatable ?? call.method === "GET";
    for (let attempt = 1; ; attempt++) {
      const reply = await this.#attempt(call, signal);
      const last = !repeatable || attempt === MOST_ATTEMPTS;
      const waitMs = reply?.retryAfterMs ?? retryDelay(attempt, this.random);
      if (last || (reply !== undefined && !mayPass(reply.status)) || waitMs > LONGEST_WAIT_MS) {
        return result(reply);
      }
      await this.clock.sleep(waitMs, signal);
    }
  }

  /** @returns undefined when there was no answer, or not the whole of it */
  async #attempt(call: Call, signal: AbortSignal): Promise<Reply | undefined> {
    signal.throwIfAborted();
    const timeout = new AbortController();
    const answered = new AbortController();
    this.clock.sleep(call.timeoutMs ?? this.#timeoutMs, answered.signal).then(
      () => timeout.abort(),
      () => {},
    );
    try {
      const init = this.#init(call, AbortSignal.any([signal, timeout.signal]));
      return await readReply(await this.#fetch(this.address(call.path, call.query), init));
    } catch {
      signal.throwIfAborted();
      return undefined;
    } finally {
      answered.abort();
    }
  }

  address(path: string, query: Call["query"] = {}): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) {
        parameters.set(name, String(value));
      }
    }
    return `${this.#origin}${path}${parameters.size > 0 ? `?${parameters}` : ""}`;
  }

  #init(call: Call, signal: AbortSignal): RequestInit {
    return {
      method: call.method,
      headers: {
        ...(call.body === undefined ? {} : { "content-type": "application/json" }),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      signal,
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
    };
  }
}

function result(reply: Reply | undefined): Answer {
  if (reply === undefined) {
    // Without its cause, whose message may hold an address.
    throw new LatchkeyError("network", "the service could not be reached", {});
  }
  if (reply.status < 200 || reply.status > 299) {
    throw problem(reply);
  }
  return { status: reply.status, json: reply.json };
}

/** A value as a part of a path. */
export function segment(value: string): string {
  return encodeURIComponent(value);
}
