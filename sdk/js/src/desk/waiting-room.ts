import { type HttpClient, segment } from "../http/request.ts";
import { type Json, list, number, object, oneOf, text, textOrNull } from "../http/wire.ts";
import type { PermissionOverlay } from "../permissions.ts";

/** Somebody who waits. */
export interface JoinRequest {
  readonly requestId: string;
  readonly name: string | null;
  readonly reason: "private" | "locked";
  /** Unix time in seconds, as all times here. */
  readonly requestedAt: number;
  readonly expiresAt: number;
}

/** Somebody who has waited, and how that ended. */
export interface EndedJoinRequest extends JoinRequest {
  /** `cancelled` by whoever had asked. */
  readonly status: "admitted" | "denied" | "cancelled" | "expired";
  /** Who decided, `key:` or `peer:` with an id; null when nobody did. */
  readonly by: string | null;
  /** What was given with the decision. */
  readonly role: string | null;
  readonly message: string | null;
  /** Who the person became inside. */
  readonly peerId: string | null;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Leads to the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** How somebody is let in: as their token or the room says, or with another role or permissions. */
export interface Grant {
  readonly role?: string;
  readonly permissions?: PermissionOverlay;
  /** What they are told. */
  readonly message?: string;
}

/** Options of a call that waits. */
export interface Waitable {
  readonly signal?: AbortSignal;
}

/** Who waits at the door of a room, and the decision about them. */
export class WaitingRoom {
  readonly #http: HttpClient;
  readonly #path: string;
  readonly #ended: string;
  readonly #credential: () => Readonly<Record<string, string>>;

  /** @param credential the headers that say who asks */
  constructor(http: HttpClient, app: string, roomName: string, credential: () => Readonly<Record<string, string>>) {
    this.#http = http;
    this.#path = `/api/v1/join/${segment(app)}/${segment(roomName)}`;
    this.#ended = `/api/v1/room/${segment(roomName)}/join-requests`;
    this.#credential = credential;
  }

  /** Who waits, the first to come first. */
  async joinRequests(options: Waitable & { readonly cursor?: string } = {}): Promise<Page<JoinRequest>> {
    const json = await this.#send("GET", this.#path, options, undefined, { cursor: options.cursor });
    return { items: list(json, "requests", readJoinRequest), nextCursor: textOrNull(json, "nextCursor") };
  }

  /** Who has waited in the last 90 days, and how that ended; who asked last comes first. */
  async ended(
    options: Waitable & { readonly cursor?: string; readonly limit?: number } = {},
  ): Promise<Page<EndedJoinRequest>> {
    const json = await this.#send("GET", this.#ended, options, undefined, {
      cursor: options.cursor,
      limit: options.limit?.toString(),
    });
    return { items: list(json, "requests", readEndedJoinRequest), nextCursor: textOrNull(json, "nextCursor") };
  }

  /** Lets somebody in. Said twice by the same caller, it is the same approval. */
  async admit(requestId: string, grant: Grant = {}, options: Waitable = {}): Promise<void> {
    await this.#send("POST", `${this.#path}/${segment(requestId)}/approve`, options, grant);
  }

  /** Turns somebody away. */
  async deny(requestId: string, refusal: { readonly message?: string } = {}, options: Waitable = {}): Promise<void> {
    await this.#send("POST", `${this.#path}/${segment(requestId)}/deny`, options, refusal);
  }

  async #send(
    method: "GET" | "POST",
    path: string,
    options: Waitable,
    body?: unknown,
    query: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Json> {
    const { json } = await this.#http.send({
      method,
      path,
      query,
      headers: this.#credential(),
      ...(body === undefined ? {} : { body }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return object(json);
  }
}

export function readJoinRequest(json: Json): JoinRequest {
  return {
    requestId: text(json, "requestId"),
    name: textOrNull(json, "name"),
    reason: oneOf(json, "reason", ["private", "locked"]),
    requestedAt: number(json, "requestedAt"),
    expiresAt: number(json, "expiresAt"),
  };
}

export function readEndedJoinRequest(json: Json): EndedJoinRequest {
  return {
    ...readJoinRequest(json),
    status: oneOf(json, "status", ["admitted", "denied", "cancelled", "expired"]),
    by: textOrNull(json, "by"),
    role: textOrNull(json, "role"),
    message: textOrNull(json, "message"),
    peerId: textOrNull(json, "peerId"),
  };
}
