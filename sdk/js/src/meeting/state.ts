import type { MeetingInfo, Waiting } from "../door/admission.ts";
import type { AnyLatchkeyError } from "../errors.ts";

/** Why one is not inside any more: by oneself, or by the service, whose code says why. */
export type EndReason = "left" | AnyLatchkeyError["code"];

/** Where one stands. */
export type MeetingState =
  | { readonly phase: "outside" }
  | { readonly phase: "joining" }
  | {
      readonly phase: "waiting";
      readonly requestId: string;
      readonly reason: "private" | "locked";
      readonly expiresAt: number;
    }
  /** `connected` is false while the service is out of reach; one's place is kept until its lease runs out. */
  | { readonly phase: "inside"; readonly info: MeetingInfo; readonly connected: boolean }
  | { readonly phase: "over"; readonly reason: EndReason };

/** What somebody who waits may know of it: anything but the ticket. */
export function waitingState(waiting: Waiting): MeetingState {
  const { requestId, reason, expiresAt } = waiting;
  return { phase: "waiting", requestId, reason, expiresAt };
}
