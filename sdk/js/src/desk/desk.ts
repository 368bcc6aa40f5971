import type { RoomAddress } from "../door/room-url.ts";
import { HttpClient, type Network, segment } from "../http/request.ts";
import { flag, type Json, list, number, numberOrNull, object, text, textOrNull } from "../http/wire.ts";
import { type PermissionOverlay, type Permissions, readPermissions } from "../permissions.ts";
import type { SessionToken } from "../session.ts";
import { type Grant, type JoinRequest, type Page, type Waitable, WaitingRoom } from "./waiting-room.ts";

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

/** What of a peer is to change. */
export interface PeerChange {
  readonly role?: string;
  readonly permissions?: PermissionOverlay;
  readonly metadata?: unknown;
}

/** What the admins of a room do. The service decides who is one, at each call. */
export class Desk {
  readonly #http: HttpClient;
  readonly #waiting: WaitingRoom;
  readonly #room: string;
  readonly #session: SessionToken;

  constructor(address: RoomAddress, session: SessionToken, network: Network = {}) {
    this.#http = new HttpClient(address.origin, network);
    this.#room = `/api/v1/room/${segment(address.room)}`;
    this.#session = session;
    this.#waiting = new WaitingRoom(this.#http, address.app, address.room, () => this.#credential());
  }

  /** Who waits, the first to come first. */
  async joinRequests(options: Waitable & { readonly cursor?: string } = {}): Promise<Page<JoinRequest>> {
    return this.#waiting.joinRequests(options);
  }

  /** Lets somebody in. Said twice by the same caller, it is the same approval. */
  async admit(requestId: string, grant: Grant = {}, options: Waitable = {}): Promise<void> {
    await this.#waiting.admit(requestId, grant, options);
  }

  /** Turns somebody away. */
  async deny(requestId: string, refusal: { readonly message?: string } = {}, options: Waitable = {}): Promise<void> {
    await this.#waiting.deny(requestId, refusal, options);
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

  /**
   * Puts somebody out; with `ban`, for good.
   *
   * @returns whether its user is banned now: nobody who came without one can be
   */
  async eject(peerId: string, how: { readonly ban?: boolean } = {}, options: Waitable = {}): Promise<boolean> {
    return flag(await this.#send("POST", `${this.#room}/peers/${segment(peerId)}/eject`, options, how), "banned");
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
      headers: this.#credential(),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return object(json);
  }

  #credential(): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${this.#session.current()}` };
  }
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
