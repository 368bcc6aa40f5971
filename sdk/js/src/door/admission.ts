import {
  flag,
  flagOrNull,
  type Json,
  list,
  number,
  numberOrNull,
  object,
  oneOf,
  text,
  textOrNull,
} from "../http/wire.ts";
import { type Permissions, readPermissions } from "../permissions.ts";

/** Somebody else inside, as everybody there may know. */
export interface Participant {
  readonly id: string;
  readonly name: string | null;
  readonly role: string;
  readonly isAdmin: boolean;
  /** Unix time in seconds. */
  readonly joinedAt: number;
}

/** What may be known of one's own place in a room, and of the room. It holds no token. */
export interface MeetingInfo {
  readonly roomId: string;
  readonly roomName: string;
  readonly meetingSessionId: string;
  readonly participantSessionId: string;
  readonly name: string | null;
  readonly role: string;
  readonly isAdmin: boolean;
  readonly permissions: Permissions;
  readonly metadata: unknown;
  /** When this person is put out, as Unix time in seconds; null for never. */
  readonly ejectAt: number | null;
  /** The access token's switches for the page; null where it says nothing. */
  readonly joinVideoOn: boolean | null;
  readonly joinAudioOn: boolean | null;
  readonly disableVideo: boolean | null;
  readonly disableAudio: boolean | null;
  readonly disableScreenSharing: boolean | null;
  readonly onlineParticipants: readonly Participant[];
  /** Whether more are inside than those. */
  readonly moreOnline: boolean;
  /** The room's rules and settings, by their names in the API. */
  readonly room: Readonly<Record<string, unknown>>;
  /** Where the media server is, for apps that have one. */
  readonly media: Readonly<Record<string, unknown>> | null;
}

/** Let in. */
export interface Admission {
  readonly status: "admitted";
  readonly info: MeetingInfo;
  readonly sessionToken: string;
  readonly heartbeatSec: number;
}

/** Has to wait. */
export interface Waiting {
  readonly status: "waiting";
  readonly requestId: string;
  readonly ticket: string;
  readonly reason: "private" | "locked";
  /** Unix time in seconds from which nobody can decide any more. */
  readonly expiresAt: number;
  /** What an admin has said with an approval that could not be taken up yet; null for nothing. */
  readonly message: string | null;
}

/** Does not come in by this request any more. */
export interface Over {
  readonly status: "denied" | "cancelled" | "expired";
  readonly message: string | null;
}

/** What comes of asking at a door, or of looking again. */
export type EntryAnswer = Admission | Waiting | Over;

export function readEntryAnswer(answer: unknown): EntryAnswer {
  const json = object(answer);
  switch (oneOf(json, "status", ["admitted", "waiting", "denied", "cancelled", "expired"])) {
    case "admitted":
      return readAdmission(json);
    case "waiting":
      return {
        status: "waiting",
        requestId: text(json, "requestId"),
        ticket: text(json, "ticket"),
        reason: oneOf(json, "reason", ["private", "locked"]),
        expiresAt: number(json, "expiresAt"),
        message: textOrNull(json, "message"),
      };
    case "denied":
      return over("denied", json);
    case "cancelled":
      return over("cancelled", json);
    case "expired":
      return over("expired", json);
  }
}

function over(status: Over["status"], json: Json): Over {
  return { status, message: textOrNull(json, "message") };
}

function readAdmission(json: Json): Admission {
  return {
    status: "admitted",
    sessionToken: text(json, "sessionToken"),
    heartbeatSec: number(json, "heartbeatSec"),
    info: {
      roomId: text(json, "roomId"),
      roomName: text(json, "roomName"),
      meetingSessionId: text(json, "meetingSessionId"),
      participantSessionId: text(json, "participantSessionId"),
      name: textOrNull(json, "name"),
      role: text(json, "role"),
      isAdmin: flag(json, "isAdmin"),
      permissions: readPermissions(object(json["permissions"])),
      metadata: json["metadata"] ?? null,
      ejectAt: numberOrNull(json, "ejectAt"),
      joinVideoOn: flagOrNull(json, "joinVideoOn"),
      joinAudioOn: flagOrNull(json, "joinAudioOn"),
      disableVideo: flagOrNull(json, "disableVideo"),
      disableAudio: flagOrNull(json, "disableAudio"),
      disableScreenSharing: flagOrNull(json, "disableScreenSharing"),
      onlineParticipants: readParticipants(json),
      moreOnline: flag(json, "moreOnline"),
      room: object(json["room"]),
      media: json["media"] === undefined || json["media"] === null ? null : object(json["media"]),
    },
  };
}

/** Those inside, as an admission and the live connection's `state` list them. */
export function readParticipants(json: Json): readonly Participant[] {
  return list(json, "onlineParticipants", readParticipant);
}

function readParticipant(json: Json): Participant {
  return {
    id: text(json, "_id"),
    name: textOrNull(json, "name"),
    role: text(json, "role"),
    isAdmin: flag(json, "isAdmin"),
    joinedAt: number(json, "joinedAt"),
  };
}
