export type { Peer, PeerChange } from "../desk/desk.ts";
export type { EndedJoinRequest, Grant, JoinRequest, Page, WaitingRoom } from "../desk/waiting-room.ts";
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
export { ApiClient } from "./api-client.ts";
export type { ApiKey, ApiKeyChange, ApiKeys, ApiKeyWithText, RotatedApiKey, Scope } from "./api-keys.ts";
export type { CallOptions, ListOptions, PageOptions } from "./calls.ts";
export type { Credentials } from "./credentials.ts";
export type { Companion, MediaServer, MediaServerSettings, MediaSettings } from "./media.ts";
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
