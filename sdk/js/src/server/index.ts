export type { Page, Peer, PeerChange } from "../desk/desk.ts";
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
export {
  ApiClient,
  type CallOptions,
  type LiveSession,
  type PageOptions,
  type Participation,
  type Room,
  type RoomSettings,
  type Session,
} from "./api-client.ts";
export type { Credentials } from "./credentials.ts";
export { Role } from "./role.ts";
export { verifyWebhook, type WebhookEvent } from "./webhook.ts";
