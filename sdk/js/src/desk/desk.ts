import type { RoomAddress } from "../door/room-url.ts";
import { HttpClient, type Network, segment } from "../http/request.ts";
import { flag, type Json, list, number, numberOrNull, object, oneOf, text, textOrNull } from "../http/wire.ts";
import { type PermissionOverlay, type Permissions, readPermissions } from "../permissions.ts";
import type { SessionToken } from "../session.ts";

/** Somebody who waits. */
export interface JoinRequest {
  readonly requestId: string;
  readonly name: string | null;
  readonly reason: "private" | "locked";
  /** Unix time in seconds, as all times here. */
  readonly requestedAt: number;
  readonly expiresAt: number;
}

/** Somebody inside, as admins see it. */
export interface Peer {
  readonly peerId: string;
  readonly meetingSessionId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly externalUserId: string | null;
  readonly meta: string | null;
  readonly metadata: unknown;
  readonly role: string;
  readonly isAdmin: boolean;
  readonly permissions: Permissions;
  readonly joinedAt: number;
  readonly ejectAt: number | null;
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

/** What of a peer is to change. */
export interface PeerChange {
  readonly role?: string;
  readonly permissions?: PermissionOverlay;
  readonly metadata?: unknown;
}

/** Options of a call that waits. */
export interface Waitable {
  readonly signal?: AbortSignal;
}

/** What the admins of a room do. The service decides who is one, at each call. */
export class Desk {
  readonly #http: HttpClient;
  readonly #join: string;
  readonly #room: string;
  readonly #session: SessionToken;

  constructor(address: RoomAddress, session: SessionToken, network: Network = {}) {
    this.#http = new HttpClient(address.origin, network);
    this.#join = `/api/v1/join/${segment(address.app)}/${segment(address.room)}`;
    this.#room = `/api/v1/room/${segment(address.room)}`;
    this.#session = session;
  }

  /** Who waits, the first to come first. */
  async joinRequests(options: Waitable & { readonly cursor?: string } = {}): Promise<Page<JoinRequest>> {
    const json = await this.#send("GET", this.#join, options, undefined, { cursor: options.cursor });
    return { items: list(json, "requests", readJoinRequest), nextCursor: textOrNull(json, "nextCursor") };
  }

  /** Lets somebody in. Said twice by the same caller, it is the same approval. */
  async admit(requestId: string, grant: Grant = {}, options: Waitable = {}): Promise<void> {
    await this.#send("POST", `${this.#join}/${segment(requestId)}/approve`, options, grant);
  }

  /** Turns somebody away. */
  async deny(requestId: string, refusal: { readonly message?: string } = {}, options: Waitable = {}): Promise<void> {
    await this.#send("POST", `${this.#join}/${segment(requestId)}/deny`, options, refusal);
  }

  /** Who is inside, in the order in which they came. */
  async peers(options: Waitable & { readonly cursor?: string; readonly limit?: number } = {}): Promise<Page<Peer>> {
    const query = { cursor: options.cursor, limit: options.limit };
    const json = await this.#send("GET", `${this.#room}/peers`, options, undefined, query);
    return { items: list(json, "peers", readPeer), nextCursor: textOrNull(json, "nextCursor") };
  }

  /** Changes a role, permissions or metadata. */
  async update(peerId: string, change: PeerChange, options: Waitable = {}): Promise<Peer> {
    return readPeer(await this.#send("PATCH", `${this.#room}/peers/${segment(peerId)}`, options, change));
  }

  /** Puts somebody out; with `ban`, for good. */
  async eject(peerId: string, how: { readonly ban?: boolean } = {}, options: Waitable = {}): Promise<void> {
    await this.#send("POST", `${this.#room}/peers/${segment(peerId)}/eject`, options, how);
  }

  async #send(
    method: "GET" | "POST" | "PATCH",
    path: string,
    options: Waitable,
    body?: unknown,
    query: Readonly<Record<string, string | number | undefined>> = {},
  ): Promise<Json> {
    const { json } = await this.#http.send({
      method,
      path,
      query,
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${this.#session.current()}` },
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

export function readPeer(json: Json): Peer {
  return {
    peerId: text(json, "peerId"),
    meetingSessionId: text(json, "meetingSessionId"),
    name: textOrNull(json, "name"),
    email: textOrNull(json, "email"),
    externalUserId: textOrNull(json, "externalUserId"),
    meta: textOrNull(json, "meta"),
    metadata: json["metadata"] ?? null,
    role: text(json, "role"),
    isAdmin: flag(json, "isAdmin"),
    permissions: readPermissions(object(json["permissions"])),
    joinedAt: number(json, "joinedAt"),
    ejectAt: numberOrNull(json, "ejectAt"),
  };
}
