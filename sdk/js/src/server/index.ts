export type { Peer, PeerChange } from "../desk/desk.ts";
export type { Grant, JoinRequest, Page, WaitingRoom } from "../desk/waiting-room.ts";
export {
  type AnyLatchkeyError,
  type ErrorCode,
  type ErrorDetails,
  type FieldError,
  isLatchkeyError,
  LatchkeyError,
} from "../errors.ts";
export type { PermissionOverlay, Permissions } from "../permissions.ts";
export { AccessToken, type AccessTokenInput, type AccessTokenOptions } from "./access-token.ts";
export { ApiClient, type CallOptions, type PageOptions } from "./api-client.ts";
export type { Credentials } from "./credentials.ts";
export { Role } from "./role.ts";
export type { Ban, LiveSession, Participation, Room, RoomSettings, Session, TokenPayload } from "./shapes.ts";
export { verifyWebhook, type WebhookEvent } from "./webhook.ts";
export type {
  Attempt,
  Delivery,
  Replay,
  Replayed,
  Webhook,
  WebhookCall,
  WebhookSettings,
  WebhookWithSecret,
} from "./webhook-shapes.ts";
