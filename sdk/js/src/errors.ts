/** A bad field of a request, as the service names it. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

import type { Departure } from "./departure.ts";

/** Nothing but the code is to be told. */
type Nothing = Record<never, never>;

/** How the holder of a session token went who is no longer inside, where that is known. */
export interface MayHaveGone {
  readonly departure?: Departure;
}

/** Every code that an error may have, and what comes with it. Those of the service are its own, and do not change. */
export interface ErrorDetails {
  malformed_request: { readonly errors: readonly FieldError[] };
  rate_limited: { readonly retryAfterMs?: number };
  unavailable: { readonly retryAfterMs?: number };
  /** `retryAfterMs` until it opens. */
  room_not_open: { readonly retryAfterMs?: number };
  unauthenticated: Nothing;
  /** Of the dashboard alone. */
  dashboard_session_over: Nothing;
  forbidden: Nothing;
  payload_too_large: Nothing;
  headers_too_large: Nothing;
  unsupported_media_type: Nothing;
  token_required: Nothing;
  token_invalid: Nothing;
  token_expired: MayHaveGone;
  token_not_yet_valid: Nothing;
  token_revoked: MayHaveGone;
  token_for_another_room: Nothing;
  room_not_found: MayHaveGone;
  room_exists: Nothing;
  room_expired: Nothing;
  room_full: Nothing;
  already_inside: Nothing;
  token_in_use: Nothing;
  /** At LiveKit's endpoint alone: somebody has to decide first. */
  waiting: Nothing;
  banned: MayHaveGone;
  join_request_not_found: Nothing;
  join_request_expired: Nothing;
  already_decided: Nothing;
  peer_not_found: Nothing;
  session_not_found: Nothing;
  webhook_not_found: Nothing;
  dashboard_session_not_found: Nothing;
  role_change_not_allowed: Nothing;
  idempotency_conflict: Nothing;
  app_exists: Nothing;
  app_not_found: Nothing;
  key_not_found: Nothing;
  route_not_found: Nothing;
  internal: Nothing;
  /** An admin has turned this person away. */
  denied: { readonly message?: string };
  /** The service was not reached, or its answer was not. */
  network: Nothing;
  /** An answer that this version does not know. */
  unexpected: { readonly status?: number; readonly serverCode?: string };
}

export type ErrorCode = keyof ErrorDetails;

/** Why something was refused or failed. Nothing of it holds a token, a ticket or an address. */
export class LatchkeyError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly details: ErrorDetails[C];
  /** Names the request in the service's log; empty where there was no answer. */
  readonly requestId: string;

  constructor(code: C, message: string, details: ErrorDetails[C], requestId = "") {
    super(message);
    this.name = "LatchkeyError";
    this.code = code;
    this.details = details;
    this.requestId = requestId;
  }
}

/** An error whose `details` follow from its `code`: for `switch (error.code)`. */
export type AnyLatchkeyError = { [C in ErrorCode]: LatchkeyError<C> }[ErrorCode];

export function isLatchkeyError(error: unknown): error is AnyLatchkeyError {
  return error instanceof LatchkeyError;
}

/** The codes that a refusal of the service may have and that bring nothing with them. */
const PLAIN_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  "unauthenticated",
  "dashboard_session_over",
  "forbidden",
  "payload_too_large",
  "headers_too_large",
  "unsupported_media_type",
  "token_required",
  "token_invalid",
  "token_expired",
  "token_not_yet_valid",
  "token_revoked",
  "token_for_another_room",
  "room_not_found",
  "room_exists",
  "room_expired",
  "room_full",
  "already_inside",
  "token_in_use",
  "banned",
  "join_request_not_found",
  "waiting",
  "join_request_expired",
  "already_decided",
  "peer_not_found",
  "session_not_found",
  "webhook_not_found",
  "dashboard_session_not_found",
  "role_change_not_allowed",
  "idempotency_conflict",
  "app_exists",
  "app_not_found",
  "key_not_found",
  "route_not_found",
  "internal",
]);

/** A code for which `details` is empty. */
export type PlainCode = {
  [C in ErrorCode]: ErrorDetails[C] extends Nothing ? (Nothing extends ErrorDetails[C] ? C : never) : never;
}[ErrorCode];

export function isPlainCode(code: string): code is PlainCode {
  return PLAIN_CODES.has(code);
}
