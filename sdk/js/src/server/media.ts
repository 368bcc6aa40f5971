import { type Json, object, oneOf, text, texts } from "../http/wire.ts";
import type { CallOptions, ServerCalls } from "./calls.ts";

/** Who beside people is let into a media server's rooms. */
export type Companion = "agent" | "egress" | "ingress" | "sip";

/** Where an app's media server is; not its secret, which nobody is shown. */
export interface MediaServer {
  readonly kind: "livekit";
  /** Where browsers connect. */
  readonly url: string;
  /** Where Latchkey calls it. */
  readonly apiUrl: string;
  readonly apiKey: string;
  /** A later version may have others beside those of {@link Companion}. */
  readonly companions: readonly string[];
}

/** The same as it is said. The secret may be left out while `apiKey` and `apiUrl` stay the same. */
export interface MediaServerSettings {
  readonly kind: "livekit";
  readonly url: string;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly apiSecret?: string;
  readonly companions?: readonly Companion[];
}

/** Where an app's media server is. Needs an API key with the scope `settings`. */
export class MediaSettings {
  readonly #calls: ServerCalls;

  constructor(calls: ServerCalls) {
    this.#calls = calls;
  }

  /** Null where the app has none. */
  async get(options: CallOptions = {}): Promise<MediaServer | null> {
    const { media } = await this.#calls.get("/api/v1/media", options);
    return media === null ? null : readMediaServer(object(media));
  }

  async set(server: MediaServerSettings, options: CallOptions = {}): Promise<MediaServer> {
    const { media } = await this.#calls.repeat("PUT", "/api/v1/media", options, server);
    return readMediaServer(object(media));
  }

  /** The app has none any more. */
  async unset(options: CallOptions = {}): Promise<void> {
    await this.#calls.repeat("DELETE", "/api/v1/media", options);
  }
}

export function readMediaServer(json: Json): MediaServer {
  return {
    kind: oneOf(json, "kind", ["livekit"]),
    url: text(json, "url"),
    apiUrl: text(json, "apiUrl"),
    apiKey: text(json, "apiKey"),
    companions: texts(json, "companions"),
  };
}
