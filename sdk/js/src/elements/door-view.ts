import type { MeetingInfo } from "../door/admission.ts";
import type { EndReason } from "../meeting/state.ts";

/** What a door shows. */
export type DoorView =
  | { readonly name: "form"; readonly fault: "none" | "missing" | "refused" }
  | { readonly name: "joining" }
  | { readonly name: "waiting"; readonly place: number | null; readonly message: string | null }
  | { readonly name: "inside"; readonly info: MeetingInfo; readonly connected: boolean }
  /** `opensAtMs` is null where nobody knows. */
  | { readonly name: "not-open"; readonly opensAtMs: number | null }
  | { readonly name: "over"; readonly reason: EndReason; readonly message: string | null };

/** After which nobody comes in by the same way, so that it is not offered. */
const FINAL: ReadonlySet<EndReason> = new Set<EndReason>([
  "banned",
  "revoked",
  "archived",
  "room_end",
  "room_expired",
  "room_not_found",
  "token_required",
  "token_expired",
  "token_invalid",
  "token_revoked",
  "token_for_another_room",
  "time_up",
]);

export function mayTryAgain(reason: EndReason): boolean {
  return !FINAL.has(reason);
}

/** How long before the end one is told of it. */
export const ENDS_SOON_MS = 5 * 60_000;

/** A span as a clock shows it: `4:05`, or `1:04:05` from an hour on. It is 0:00 at the end, and not before. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
