import { isDeparture } from "../departure.ts";
import { type AnyLatchkeyError, type FieldError, isPlainCode, LatchkeyError } from "../errors.ts";
import type { Reply } from "./reply.ts";

/** What a refusal says: problem+json (RFC 9457), or API Gateway's `{"message"}`. */
export function problem(reply: Reply): AnyLatchkeyError {
  const body = members(reply.json);
  const code = string(body["code"]) || codeOf(reply.status);
  const message = string(body["detail"]) || `the service answered ${reply.status}`;
  const requestId = string(body["instance"]).replace(/^\/requests\//, "");
  if (code === "malformed_request") {
    return new LatchkeyError(code, message, { errors: fieldErrors(body["errors"]) }, requestId);
  }
  if (code === "rate_limited" || code === "unavailable" || code === "room_not_open") {
    const { retryAfterMs } = reply;
    return new LatchkeyError(code, message, retryAfterMs === undefined ? {} : { retryAfterMs }, requestId);
  }
  if (isPlainCode(code)) {
    const departure = string(body["departure"]);
    return new LatchkeyError(code, message, isDeparture(departure) ? { departure } : {}, requestId) as AnyLatchkeyError;
  }
  return new LatchkeyError("unexpected", message, { status: reply.status, serverCode: code }, requestId);
}

/** Of an answer that names no code, since it is not a function's. */
function codeOf(status: number): string {
  return status === 429 ? "rate_limited" : status === 503 ? "unavailable" : "";
}

function fieldErrors(errors: unknown): readonly FieldError[] {
  return Array.isArray(errors)
    ? errors.map((error) => ({ field: string(members(error)["field"]), message: string(members(error)["message"]) }))
    : [];
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}
