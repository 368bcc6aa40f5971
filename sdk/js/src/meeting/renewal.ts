import { LatchkeyError } from "../errors.ts";
import type { HttpClient } from "../http/request.ts";
import { flag, number, numberOrNull, object, text } from "../http/wire.ts";
import { type Permissions, readPermissions } from "../permissions.ts";

/** What a heartbeat tells of oneself. */
export interface Renewal {
  readonly sessionToken: string;
  readonly heartbeatSec: number;
  /** Unix time in seconds; so long one's place is kept without another heartbeat. */
  readonly leaseUntil: number;
  readonly ejectAt: number | null;
  readonly role: string;
  readonly isAdmin: boolean;
  readonly permissions: Permissions;
  readonly metadata: unknown;
}

/** Says that one is still there. */
export async function heartbeat(http: HttpClient, sessionToken: string, signal: AbortSignal): Promise<Renewal> {
  const { json } = await http.send({
    method: "POST",
    path: "/api/v1/session/heartbeat",
    body: {},
    headers: { authorization: `Bearer ${sessionToken}` },
    repeatable: true,
    signal,
  });
  const renewal = object(json);
  return {
    sessionToken: text(renewal, "sessionToken"),
    heartbeatSec: number(renewal, "heartbeatSec"),
    leaseUntil: number(renewal, "leaseUntil"),
    ejectAt: numberOrNull(renewal, "ejectAt"),
    role: text(renewal, "role"),
    isAdmin: flag(renewal, "isAdmin"),
    permissions: readPermissions(object(renewal["permissions"])),
    metadata: renewal["metadata"] ?? null,
  };
}

/** When the next heartbeat is due, in milliseconds from now: at its time, or just after the moment in which one is to be put out. */
export function nextHeartbeatMs(heartbeatSec: number, ejectAt: number | null, nowMs: number): number {
  const untilEjectMs = ejectAt === null ? Number.POSITIVE_INFINITY : ejectAt * 1000 - nowMs + 50;
  return Math.max(50, Math.min(heartbeatSec * 1000, untilEjectMs));
}

/** Codes that say that the service was merely not to be had, so that one's place may still be there. */
export const OUTAGE: ReadonlySet<string> = new Set(["network", "unavailable", "rate_limited", "internal"]);

export function isOutage(error: unknown): boolean {
  return error instanceof LatchkeyError && OUTAGE.has(error.code);
}
