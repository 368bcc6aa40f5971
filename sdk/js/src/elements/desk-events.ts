import type { JoinRequest } from "../desk/waiting-room.ts";

/** Somebody wants to come in. */
export class LatchkeyKnockEvent extends Event {
  readonly request: JoinRequest;

  constructor(request: JoinRequest) {
    super("latchkey-knock", { bubbles: true, composed: true });
    this.request = request;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "latchkey-knock": LatchkeyKnockEvent;
  }
}
