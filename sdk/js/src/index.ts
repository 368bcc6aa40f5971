export type { Clock, Random } from "./clock.ts";
export type { Departure } from "./departure.ts";
export { Desk, type Peer, type PeerChange } from "./desk/desk.ts";
export type { Grant, JoinRequest, Page, Waitable } from "./desk/waiting-room.ts";
export type { Admission, EntryAnswer, MeetingInfo, Over, Participant, Waiting } from "./door/admission.ts";
export { Door, type EarlierVisit, type Visitor } from "./door/door.ts";
export { parseRoomUrl, type RoomAddress } from "./door/room-url.ts";
export {
  type AnyLatchkeyError,
  type ErrorCode,
  type ErrorDetails,
  type FieldError,
  isLatchkeyError,
  LatchkeyError,
} from "./errors.ts";
export type { Unsubscribe } from "./events.ts";
export type { Network } from "./http/request.ts";
export { type JoinOptions, Meeting, type MeetingEvents, type MeetingOptions } from "./meeting/meeting.ts";
export type { PlaceStorage } from "./meeting/own-place.ts";
export type { EndReason, MeetingState } from "./meeting/state.ts";
export type { PermissionOverlay, Permissions } from "./permissions.ts";
export type { SessionToken } from "./session.ts";
