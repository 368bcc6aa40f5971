import type { Page } from "../desk/waiting-room.ts";
import { segment } from "../http/request.ts";
import { flag, type Json, number, numberOrNull, object, text, textOrNull, texts } from "../http/wire.ts";
import type { CallOptions, ListOptions, ServerCalls } from "./calls.ts";

/** What a key is for; with `read-only`, it changes nothing. */
export type Scope = "rooms" | "tokens" | "people" | "webhooks" | "settings" | "read-only";

/** All of an API key but the key. */
export interface ApiKey {
  readonly keyId: string;
  readonly label: string;
  /** A later version may have others beside those of {@link Scope}. */
  readonly scopes: readonly string[];
  /** The only room that it reaches; null when it reaches all. */
  readonly room: string | null;
  readonly createdUnixSec: number;
  /** From when on it is refused; null for never. */
  readonly expireUnixSec: number | null;
  readonly expired: boolean;
  /** The last day, in UTC, on which it was used, such as `2026-11-22`. */
  readonly lastUsedDay: string | null;
}

/** Where it is shown, the key is new, and shown for the only time. */
export interface ApiKeyWithText extends ApiKey {
  readonly apiKey: string;
}

export interface RotatedApiKey extends ApiKeyWithText {
  /** The old key, with its end. */
  readonly previous: ApiKey;
}

/** What of a key is said; what is left out stays. */
export interface ApiKeyChange {
  readonly label?: string;
  readonly scopes?: readonly Scope[];
  /** Null takes the limit away. */
  readonly room?: string | null;
  /** Null takes the end away. */
  readonly expireUnixSec?: number | null;
}

/** An app's API keys. Needs one with the scope `settings`; nobody makes, changes or ends a key that may do more than his own. */
export class ApiKeys {
  readonly #calls: ServerCalls;

  constructor(calls: ServerCalls) {
    this.#calls = calls;
  }

  /** Oldest first. */
  async list(options: ListOptions = {}): Promise<Page<ApiKey>> {
    return this.#calls.page("/api/v1/api-keys", "keys", readApiKey, options);
  }

  async create(
    limits: ApiKeyChange & { readonly scopes: readonly Scope[] },
    options: CallOptions = {},
  ): Promise<ApiKeyWithText> {
    return readApiKeyWithText(await this.#calls.once("/api/v1/api-keys", limits, options));
  }

  /** Changes what is named and nothing else. */
  async change(keyId: string, limits: ApiKeyChange, options: CallOptions = {}): Promise<ApiKey> {
    return readApiKey(await this.#calls.call("PATCH", one(keyId), options, limits));
  }

  /** Ends it now. */
  async revoke(keyId: string, options: CallOptions = {}): Promise<void> {
    await this.#calls.call("DELETE", one(keyId), options);
  }

  /** Another key with the same limits; the old one is good for `overlapSec` more, a day unless it is said. */
  async rotate(
    keyId: string,
    how: { readonly overlapSec?: number } = {},
    options: CallOptions = {},
  ): Promise<RotatedApiKey> {
    return readRotatedApiKey(await this.#calls.call("POST", `${one(keyId)}/rotate`, options, how));
  }
}

function one(keyId: string): string {
  return `/api/v1/api-keys/${segment(keyId)}`;
}

export function readApiKey(json: Json): ApiKey {
  return {
    keyId: text(json, "keyId"),
    label: text(json, "label"),
    scopes: texts(json, "scopes"),
    room: textOrNull(json, "room"),
    createdUnixSec: number(json, "createdUnixSec"),
    expireUnixSec: numberOrNull(json, "expireUnixSec"),
    expired: flag(json, "expired"),
    lastUsedDay: textOrNull(json, "lastUsedDay"),
  };
}

export function readApiKeyWithText(json: Json): ApiKeyWithText {
  return { ...readApiKey(json), apiKey: text(json, "apiKey") };
}

function readRotatedApiKey(json: Json): RotatedApiKey {
  return { ...readApiKeyWithText(json), previous: readApiKey(object(json["previous"])) };
}
