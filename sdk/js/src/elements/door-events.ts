import type { MeetingInfo } from "../door/admission.ts";
import type { Meeting } from "../meeting/meeting.ts";
import type { EndReason } from "../meeting/state.ts";

/** They leave the element's shadow root and rise to the page. None can be cancelled. */
const RISES: EventInit = { bubbles: true, composed: true };

/** One has to wait, or one's place in the queue has changed. */
export class LatchkeyWaitingEvent extends Event {
  /** From 1; null while nobody has told. */
  readonly place: number | null;

  constructor(place: number | null) {
    super("latchkey-waiting", RISES);
    this.place = place;
  }
}

/** One is inside. */
export class LatchkeyAdmittedEvent extends Event {
  readonly info: MeetingInfo;
  /** Tells what happens from now on. */
  readonly meeting: Meeting;

  constructor(info: MeetingInfo, meeting: Meeting) {
    super("latchkey-admitted", RISES);
    this.info = info;
    this.meeting = meeting;
  }

  /** How one gets in on the media server, for apps that have one. */
  get media(): MeetingInfo["media"] {
    return this.info.media;
  }
}

/** One does not come in. */
export class LatchkeyRefusedEvent extends Event {
  readonly reason: EndReason;

  constructor(reason: EndReason) {
    super("latchkey-refused", RISES);
    this.reason = reason;
  }
}

/** One was inside, or waited, and does not any more. */
export class LatchkeyLeftEvent extends Event {
  readonly reason: EndReason;

  constructor(reason: EndReason) {
    super("latchkey-left", RISES);
    this.reason = reason;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "latchkey-waiting": LatchkeyWaitingEvent;
    "latchkey-admitted": LatchkeyAdmittedEvent;
    "latchkey-refused": LatchkeyRefusedEvent;
    "latchkey-left": LatchkeyLeftEvent;
  }
}
