import { object, text } from "../http/wire.ts";
import type { PermissionOverlay } from "../permissions.ts";
import { type Credentials, clientOf, keyHeader } from "./credentials.ts";

/** What a token is to say. A role, permissions, or both: permissions alone are those of a guest with these changes. */
export interface AccessTokenInput extends Credentials {
  /** The room's name. */
  readonly roomId: string;
  readonly role?: string;
  readonly permissions?: PermissionOverlay;
  readonly options?: AccessTokenOptions;
}

export interface AccessTokenOptions {
  /** Anything that is JSON, of at most 5 KiB. */
  readonly metadata?: unknown;
  /** How many may be inside with this token at a time. */
  readonly maxPeersAllowed?: number;
  /** Seconds, or a text such as `"10h"` or `"2 days"`; 4 hours where it is left out. */
  readonly ttl?: number | string;
  readonly name?: string;
  readonly email?: string;
  /** The app's own id of the person; a ban goes by it. */
  readonly externalUserId?: string;
}

/** A token that lets somebody into a room. Made by the service: the app holds no signing key. */
export class AccessToken {
  readonly #input: AccessTokenInput;
  readonly #ttlSec: number;

  /** @throws TypeError for what cannot be sent; what the service refuses comes from `toJwt` */
  constructor(input: AccessTokenInput) {
    if (!input.roomId) {
      throw new TypeError("roomId is required");
    }
    if (input.role === undefined && input.permissions === undefined) {
      throw new TypeError("either a role or permissions must be provided");
    }
    clientOf(input);
    this.#input = input;
    this.#ttlSec = seconds(input.options?.ttl ?? DEFAULT_TTL);
  }

  /**
   * Asks the service for the token. Each call makes another.
   *
   * @throws LatchkeyError
   */
  async toJwt(options: { readonly signal?: AbortSignal } = {}): Promise<string> {
    const { roomId, role, permissions } = this.#input;
    const { maxPeersAllowed, ttl: _, ...person } = this.#input.options ?? {};
    const http = clientOf(this.#input);
    const { json } = await http.send({
      method: "POST",
      path: "/api/v1/token",
      headers: { ...keyHeader(this.#input), "idempotency-key": crypto.randomUUID() },
      body: {
        roomName: roomId,
        // A role of none is a guest's, as this token's has always been.
        role: role ?? "guest",
        ...(permissions === undefined ? {} : { permissions }),
        ...person,
        ...(maxPeersAllowed === undefined ? {} : { maxPeers: maxPeersAllowed }),
        expireUnixSec: Math.floor(http.clock.now() / 1000) + this.#ttlSec,
      },
      repeatable: true,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return text(object(json), "token");
  }
}

const DEFAULT_TTL = "4h";

const UNIT_SEC: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

function seconds(ttl: number | string): number {
  const [, amount, unit] =
    /^(\d+(?:\.\d+)?)\s*(s|m|h|d|w)(?:ec(?:ond)?s?|in(?:ute)?s?|(?:ou)?rs?|ays?|eeks?)?$/i.exec(String(ttl)) ?? [];
  const value = typeof ttl === "number" ? ttl : Number(amount) * (UNIT_SEC[unit?.toLowerCase() ?? ""] ?? Number.NaN);
  if (!(value >= 1 && Number.isFinite(value))) {
    throw new TypeError("ttl must be a positive number of seconds or a text such as 10h");
  }
  return Math.floor(value);
}
