import type { Departure } from "../departure.ts";
import type { MeetingInfo, Waiting } from "../door/admission.ts";
import type { AnyLatchkeyError } from "../errors.ts";

/** Why one is not inside any more: by oneself; by the service, which has said why; or a refusal's code, where nobody said more. */
export type EndReason = Departure | AnyLatchkeyError["code"];

/** Where one stands. */
export type MeetingState =
  | { readonly phase: "outside" }
  | { readonly phase: "joining" }
  | {
      readonly phase: "waiting";
      readonly requestId: string;
      readonly reason: "private" | "locked";
      readonly expiresAt: number;
      readonly place: number | null;
      /** What an admin has said with an approval that could not be taken up yet; null for nothing. */
      readonly message: string | null;
    }
  /** `connected` is false while the service is out of reach; one's place is kept until its lease runs out. */
  | { readonly phase: "inside"; readonly info: MeetingInfo; readonly connected: boolean }
  | { readonly phase: "over"; readonly reason: EndReason };

/**
 * What somebody who waits may know of it: anything but the ticket.
 *
 * @param place in the queue, from 1; null where nobody has told
 */
export function waitingState(waiting: Waiting, place: number | null): MeetingState {
  const { requestId, reason, expiresAt, message } = waiting;
  return { phase: "waiting", requestId, reason, expiresAt, place, message };
}
