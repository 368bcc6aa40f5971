import { flag, type Json, number, numberOrNull, object, text, textOrNull } from "../http/wire.ts";
import { type Permissions, readPermissions } from "../permissions.ts";

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
  readonly meetingSessionId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly externalUserId: string | null;
  /** The text that Metered's API calls so. */
  readonly meta: string | null;
  readonly metadata: unknown;
  readonly role: string;
  readonly isAdmin: boolean;
  readonly joinedAt: number;
  readonly leftAt: number | null;
  readonly reason: string | null;
}

/** A user who may not come back. */
export interface Ban {
  /** Null when the user has been erased; the ban holds. */
  readonly externalUserId: string | null;
  readonly bannedAt: number;
  /** Of who made it. */
  readonly rank: string;
}

/** What a valid access token says. */
export interface TokenPayload {
  readonly app: string;
  /** The external user id, or an id made up for the token. */
  readonly subject: string;
  /** Names the token however its text is spelled. */
  readonly jti: string;
  readonly issuedAt: number;
  /** Null where it never expires. */
  readonly expiresAt: number | null;
  /** Null where it opens every room of the app. */
  readonly roomName: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly externalUserId: string | null;
  readonly role: string;
  readonly permissions: Permissions;
  readonly metadata: unknown;
}

export function readRoom(json: Json): Room {
  text(json, "_id");
  text(json, "roomName");
  text(json, "privacy");
  return json as Room;
}

export function readSession(json: Json): Session {
  return {
    meetingSessionId: text(json, "meetingSessionId"),
    roomId: text(json, "roomId"),
    startedAt: number(json, "startedAt"),
    endedAt: numberOrNull(json, "endedAt"),
  };
}

export function readParticipation(json: Json): Participation {
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
    joinedAt: number(json, "joinedAt"),
    leftAt: numberOrNull(json, "leftAt"),
    reason: textOrNull(json, "reason"),
  };
}

export function readLiveSession(json: Json): LiveSession {
  return { ...readSession(json), roomName: text(json, "roomName"), onlineCount: number(json, "onlineCount") };
}

export function readBan(json: Json): Ban {
  return {
    externalUserId: textOrNull(json, "externalUserId"),
    bannedAt: number(json, "bannedAt"),
    rank: text(json, "rank"),
  };
}

export function readTokenPayload(json: Json): TokenPayload {
  const data = object(json["data"]);
  return {
    app: text(json, "aud"),
    subject: text(json, "sub"),
    jti: text(json, "jti"),
    issuedAt: number(json, "iat"),
    expiresAt: numberOrNull(json, "exp"),
    roomName: textOrNull(data, "roomName"),
    name: textOrNull(data, "name"),
    email: textOrNull(data, "email"),
    externalUserId: textOrNull(data, "externalUserId"),
    role: text(data, "role"),
    permissions: readPermissions(object(data["permissions"])),
    metadata: data["metadata"] ?? null,
  };
}
