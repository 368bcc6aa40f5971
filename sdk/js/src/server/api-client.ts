import { type Page, type Peer, type PeerChange, readPeer } from "../desk/desk.ts";
import { type HttpClient, segment } from "../http/request.ts";
import { type Json, list, number, numberOrNull, object, text, textOrNull } from "../http/wire.ts";
import { type Credentials, clientOf, keyHeader } from "./credentials.ts";

/** A room as the service describes it: these members, and every rule and setting by its name in the API. */
export type Room = { readonly _id: string; readonly roomName: string; readonly privacy: "public" | "private" } & Json;

/** Rules and settings by their names in the API. */
export type RoomSettings = Readonly<Record<string, unknown>>;

/** A meeting that was held or is. Times are Unix seconds. */
export interface Session {
  readonly meetingSessionId: string;
  readonly roomId: string;
  readonly startedAt: number;
  /** Null while it goes on. */
  readonly endedAt: number | null;
}

/** A meeting that goes on. */
export interface LiveSession extends Session {
  readonly roomName: string;
  /** Counted up to a hundred. */
  readonly onlineCount: number;
}

/** Somebody who was in a meeting, or is. */
export interface Participation {
  readonly peerId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly externalUserId: string | null;
  readonly role: string;
  readonly joinedAt: number;
  readonly leftAt: number | null;
  readonly reason: string | null;
}

/** Options of a call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Options of a call that answers one page of a list. */
export interface PageOptions extends CallOptions {
  readonly cursor?: string;
  readonly limit?: number;
}

/** What an app's server does with rooms and the people in them. Every method throws `LatchkeyError` for a refusal. */
export class ApiClient {
  readonly #http: HttpClient;
  readonly #key: Readonly<Record<string, string>>;

  /** @throws TypeError where the key or the address is missing */
  constructor(credentials: Credentials) {
    this.#http = clientOf(credentials);
    this.#key = keyHeader(credentials);
  }

  /** Makes a room; without a name it gets one. */
  async createRoom(settings: RoomSettings = {}, options: CallOptions = {}): Promise<Room> {
    return readRoom(await this.#once("POST", "/api/v1/room", settings, options));
  }

  async getRoom(roomName: string, options: CallOptions = {}): Promise<Room> {
    return readRoom(await this.#get(`/api/v1/room/${segment(roomName)}`, options));
  }

  /** Changes what is named and nothing else. */
  async updateRoom(roomName: string, settings: RoomSettings, options: CallOptions = {}): Promise<Room> {
    return readRoom(await this.#once("PUT", `/api/v1/room/${segment(roomName)}`, settings, options));
  }

  /** Closes a room for good; those inside are out. */
  async archiveRoom(roomName: string, options: CallOptions = {}): Promise<void> {
    await this.#call("DELETE", `/api/v1/room/${segment(roomName)}`, options);
  }

  /** The app's rooms, newest first. */
  async listRooms(options: PageOptions = {}): Promise<Page<Room>> {
    return this.#page("/api/v1/rooms", "rooms", readRoom, options);
  }

  /** Takes a token back by its text or its `jti`. Who is inside with it is out. */
  async revokeToken(
    token: { readonly token: string } | { readonly jti: string },
    options: CallOptions = {},
  ): Promise<void> {
    await this.#once("POST", "/api/v1/token/revoke", token, options);
  }

  /** Who is inside. */
  async listPeers(roomName: string, options: PageOptions = {}): Promise<Page<Peer>> {
    return this.#page(`/api/v1/room/${segment(roomName)}/peers`, "peers", readPeer, options);
  }

  async updatePeer(roomName: string, peerId: string, change: PeerChange, options: CallOptions = {}): Promise<Peer> {
    const path = `/api/v1/room/${segment(roomName)}/peers/${segment(peerId)}`;
    return readPeer(await this.#call("PATCH", path, options, change));
  }

  /** Puts somebody out; with `ban`, for good. */
  async ejectPeer(
    roomName: string,
    peerId: string,
    how: { readonly ban?: boolean } = {},
    options: CallOptions = {},
  ): Promise<void> {
    await this.#call("POST", `/api/v1/room/${segment(roomName)}/peers/${segment(peerId)}/eject`, options, how);
  }

  /** Keeps a user out of a room from now on. */
  async ban(roomName: string, externalUserId: string, options: CallOptions = {}): Promise<void> {
    await this.#call("PUT", this.#ban(roomName, externalUserId), { repeatable: true, ...options });
  }

  async unban(roomName: string, externalUserId: string, options: CallOptions = {}): Promise<void> {
    await this.#call("DELETE", this.#ban(roomName, externalUserId), { repeatable: true, ...options });
  }

  /** What was held in a room, newest first. */
  async listSessions(roomName: string, options: PageOptions = {}): Promise<Page<Session>> {
    return this.#page(`/api/v1/room/${segment(roomName)}/sessions`, "sessions", readSession, options);
  }

  /** Who was in a meeting. */
  async listParticipants(
    roomName: string,
    meetingSessionId: string,
    options: PageOptions = {},
  ): Promise<Page<Participation>> {
    const path = `/api/v1/room/${segment(roomName)}/sessions/${segment(meetingSessionId)}/participants`;
    return this.#page(path, "participants", readParticipation, options);
  }

  /** What goes on now. */
  async listActiveSessions(options: PageOptions = {}): Promise<Page<LiveSession>> {
    const read = (json: Json) => ({
      ...readSession(json),
      roomName: text(json, "roomName"),
      onlineCount: number(json, "onlineCount"),
    });
    return this.#page("/api/v1/rooms/active/meetingsessions", "sessions", read, options);
  }

  #ban(roomName: string, externalUserId: string): string {
    return `/api/v1/room/${segment(roomName)}/bans/${segment(externalUserId)}`;
  }

  #get(path: string, options: CallOptions): Promise<Json> {
    return this.#call("GET", path, { repeatable: true, ...options });
  }

  /** Something that counts once however often it has to be sent. */
  #once(method: "POST" | "PUT", path: string, body: unknown, options: CallOptions): Promise<Json> {
    const headers = method === "POST" ? { "idempotency-key": crypto.randomUUID() } : {};
    return this.#call(method, path, { repeatable: true, ...options }, body, headers);
  }

  async #page<T>(path: string, name: string, read: (json: Json) => T, options: PageOptions): Promise<Page<T>> {
    const { cursor, limit, ...rest } = options;
    const json = await this.#call("GET", path, { repeatable: true, ...rest }, undefined, {}, { cursor, limit });
    return { items: list(json, name, read), nextCursor: textOrNull(json, "nextCursor") };
  }

  async #call(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    options: CallOptions & { readonly repeatable?: boolean },
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
    query: Readonly<Record<string, string | number | undefined>> = {},
  ): Promise<Json> {
    const { json } = await this.#http.send({
      method,
      path,
      query,
      headers: { ...this.#key, ...headers },
      ...(body === undefined ? {} : { body }),
      ...options,
    });
    return object(json);
  }
}

function readRoom(json: Json): Room {
  text(json, "_id");
  text(json, "roomName");
  text(json, "privacy");
  return json as Room;
}

function readSession(json: Json): Session {
  return {
    meetingSessionId: text(json, "meetingSessionId"),
    roomId: text(json, "roomId"),
    startedAt: number(json, "startedAt"),
    endedAt: numberOrNull(json, "endedAt"),
  };
}

function readParticipation(json: Json): Participation {
  return {
    peerId: text(json, "peerId"),
    name: textOrNull(json, "name"),
    email: textOrNull(json, "email"),
    externalUserId: textOrNull(json, "externalUserId"),
    role: text(json, "role"),
    joinedAt: number(json, "joinedAt"),
    leftAt: numberOrNull(json, "leftAt"),
    reason: textOrNull(json, "reason"),
  };
}
