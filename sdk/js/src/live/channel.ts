import type { HttpClient } from "../http/request.ts";
import { retryDelay } from "../http/retry.ts";
import type { Json } from "../http/wire.ts";
import { LiveConnection, type WebSocketClass } from "./connection.ts";

/** Who is told of what comes over a channel. */
export interface ChannelObserver {
  /** What opens the next connection. */
  token(): string;
  /** Each message, `state` first after every connection. */
  told(type: string, message: Json): void;
  /** Whether there is a connection now: what comes over it need not be asked for. */
  connected(connected: boolean): void;
  /** The first connection was not to be had. No browser says why; HTTP does. */
  refused(): void;
}

/** The service ends a connection after two hours; the next one is opened before. */
const LONGEST_MS = 110 * 60_000;

/** How long the last connection is kept beside its successor. */
const OVERLAP_MS = 5_000;

const PING_SEC = 240;

/** Keeps a live connection open as long as it is wanted: again after a fault, and anew before the service ends it. */
export class LiveChannel {
  readonly #http: HttpClient;
  readonly #socketClass: WebSocketClass;
  readonly #url: string;
  readonly #observer: ChannelObserver;
  #pingSec = PING_SEC;
  #current: LiveConnection | null = null;

  constructor(http: HttpClient, socketClass: WebSocketClass, url: string, observer: ChannelObserver) {
    this.#http = http;
    this.#socketClass = socketClass;
    this.#url = url;
    this.#observer = observer;
  }

  /** Until the signal is aborted. */
  begin(signal: AbortSignal): void {
    this.#keep(signal).catch(() => {
      // Ended by its signal.
    });
  }

  /** Asks for a fresh word on oneself; it comes as a message. */
  ping(): void {
    this.#current?.send({ type: "ping" });
  }

  async #keep(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#http;
    for (let failed = 0; ; ) {
      const spoken = await this.#once(signal);
      signal.throwIfAborted();
      if (!spoken && failed === 0) {
        this.#observer.refused();
      }
      failed = spoken ? 1 : failed + 1;
      await clock.sleep(retryDelay(failed, random), signal);
    }
  }

  /** One connection, and those that take its place in time. @returns whether the service has spoken */
  async #once(signal: AbortSignal): Promise<boolean> {
    const end = new AbortController();
    const both = AbortSignal.any([signal, end.signal]);
    let spoken = false;
    try {
      for (let next: LiveConnection | null = this.#open(signal); next !== null; ) {
        const connection = next;
        this.#current = connection;
        const aged = this.#http.clock.sleep(LONGEST_MS, both).then(
          () => "aged" as const,
          () => "over" as const,
        );
        this.#pings(connection, both);
        const how = await Promise.race([connection.ended, aged]);
        if (how === "aged") {
          next = this.#open(signal);
          this.#closeLater(connection, signal);
        } else {
          spoken = how === true || spoken;
          next = null;
        }
      }
    } finally {
      end.abort();
      this.#current = null;
      this.#observer.connected(false);
    }
    return spoken;
  }

  #open(signal: AbortSignal): LiveConnection {
    return new LiveConnection(
      this.#socketClass,
      this.#url,
      this.#observer.token(),
      (type, message) => {
        if (typeof message["pingSec"] === "number") {
          this.#pingSec = message["pingSec"];
        }
        if (type === "state") {
          this.#observer.connected(true);
        }
        this.#observer.told(type, message);
      },
      signal,
    );
  }

  #pings(connection: LiveConnection, signal: AbortSignal): void {
    const ping = async () => {
      while (connection === this.#current) {
        await this.#http.clock.sleep(this.#pingSec * 1000, signal);
        connection.send({ type: "ping" });
      }
    };
    ping().catch(() => {
      // Ended by its signal.
    });
  }

  #closeLater(connection: LiveConnection, signal: AbortSignal): void {
    this.#http.clock.sleep(OVERLAP_MS, signal).then(
      () => connection.close(),
      () => {},
    );
  }
}
