import { LitElement, type PropertyValues, type TemplateResult } from "lit";
import { systemClock } from "../clock.ts";
import type { MeetingInfo } from "../door/admission.ts";
import type { Visitor } from "../door/door.ts";
import { type AnyLatchkeyError, isLatchkeyError } from "../errors.ts";
import { Meeting } from "../meeting/meeting.ts";
import type { EndReason, MeetingState } from "../meeting/state.ts";
import { baseStyles } from "./base-styles.ts";
import { LatchkeyAdmittedEvent, LatchkeyLeftEvent, LatchkeyRefusedEvent, LatchkeyWaitingEvent } from "./door-events.ts";
import { doorStyles } from "./door-styles.ts";
import { doorTemplate, reasonText } from "./door-templates.ts";
import { type DoorView, ENDS_SOON_MS } from "./door-view.ts";
import { languageAt, languages } from "./language.ts";
import { type DoorMessages, en } from "./messages/en.ts";
import { SpokenPlace } from "./spoken.ts";
import { Ticker } from "./ticker.ts";

/**
 * The door of a room: asks for a name, waits, comes in, shows who is inside and what one may do, and tells when it is over. A reload
 * keeps one's place. Taking it out of the page does not leave the room; `leave()` does.
 *
 * @attr room-url - the room, such as `https://meet.example.com/my-app/team-sync`
 * @attr name - what the form proposes
 * @attr live-url - where live connections are opened; `/live` at the service's own address
 * @fires latchkey-waiting - one has to wait, or one's `place` has changed
 * @fires latchkey-admitted - one is inside: `info`, `media`, `meeting`
 * @fires latchkey-refused - one does not come in: `reason`
 * @fires latchkey-left - one is not inside any more, or does not wait any more: `reason`
 * @slot rules - above the button of the form: what one agrees to by entering
 * @slot inside - what somebody inside sees, instead of who else is there and what one may do
 * @slot footer - below everything
 * @csspart card - the whole
 * @csspart door - the drawing
 * @csspart heading
 * @csspart text
 * @csspart field - the input
 * @csspart button - what one probably wants
 * @csspart secondary - what one may want instead
 * @csspart notice - a connection that is lost, time that is nearly up
 * @csspart people - the list of those inside
 * @cssprop --latchkey-accent - buttons and door
 * @cssprop --latchkey-on-accent - text on them
 * @cssprop --latchkey-surface - behind everything
 * @cssprop --latchkey-text
 * @cssprop --latchkey-muted - lesser text
 * @cssprop --latchkey-line - borders
 * @cssprop --latchkey-danger - faults
 * @cssprop --latchkey-light - what falls out of an open door
 * @cssprop --latchkey-radius - of the card
 * @cssprop --latchkey-font
 * @cssstate form, joining, waiting, inside, not-open, over - what is shown
 * @cssstate offline - the connection is lost
 */
export class LatchkeyDoor extends LitElement {
  static override styles = [baseStyles, doorStyles];

  static override properties = {
    roomUrl: { attribute: "room-url" },
    name: {},
    liveUrl: { attribute: "live-url" },
    accessToken: { attribute: false },
    messages: { attribute: false },
    shown: { state: true },
    spoken: { state: true },
    alarm: { state: true },
  };

  declare roomUrl: string;
  declare name: string;
  declare liveUrl: string;
  /** Whoever has one comes in by it, unasked; null for who comes by name. */
  declare accessToken: string | null;
  /** Words to use instead of the language's own. */
  declare messages: Partial<DoorMessages>;
  declare private shown: DoorView;
  declare private spoken: string;
  declare private alarm: string;

  readonly #internals = this.attachInternals();
  readonly #places = new SpokenPlace(systemClock);
  #meeting: Meeting | null = null;
  #visitor: Visitor | null = null;
  #endSpoken = false;
  #focused = false;

  constructor() {
    super();
    this.roomUrl = "";
    this.name = "";
    this.liveUrl = "";
    this.accessToken = null;
    this.messages = {};
    this.shown = { name: "form", fault: "none" };
    this.spoken = "";
    this.alarm = "";
    new Ticker(this, systemClock, () => this.#counts());
  }

  /** What the door shows. */
  get view(): DoorView {
    return this.shown;
  }

  /** Where one stands. */
  get state(): MeetingState {
    return this.#meeting?.state ?? { phase: "outside" };
  }

  /** Comes in with the access token or, where there is none, by that name. */
  async join(name: string = this.name): Promise<void> {
    this.#visitor = this.accessToken === null ? { name } : { accessToken: this.accessToken };
    await this.#again();
  }

  /** Goes, or stops waiting. */
  async leave(): Promise<void> {
    const waited = this.shown.name === "waiting" || this.shown.name === "not-open";
    const left = this.#meeting?.leave();
    if (waited && this.accessToken === null) {
      this.#show({ name: "form", fault: "none" });
    } else {
      this.#over("left", null);
    }
    // Whoever cannot be told frees the place in time.
    await left?.catch(() => {});
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("shown")) {
      this.#focused = this.matches(":focus-within");
      this.#mark();
    }
    this.#speakEnd();
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get("shown") as DoorView | undefined;
    if (this.#focused && before !== undefined && before.name !== this.shown.name) {
      this.renderRoot.querySelector<HTMLElement>("h1")?.focus();
    }
    if ((changed.has("roomUrl") || changed.has("accessToken")) && this.shown.name === "form") {
      this.#begin();
    }
    if (this.shown.name === "not-open" && this.#isOpenBy(this.shown.opensAtMs)) {
      this.#run(this.#again());
    }
  }

  protected override render(): TemplateResult {
    return doorTemplate({
      view: this.shown,
      room: this.#room(),
      name: this.name,
      language: languageAt(this),
      words: this.#words(),
      spoken: this.spoken,
      alarm: this.alarm,
      nowMs: systemClock.now(),
      join: (name) => this.#submitted(name),
      again: () => this.#run(this.#again()),
      leave: () => this.#run(this.leave()),
    });
  }

  #words(): DoorMessages {
    return { ...(languages[languageAt(this)] ?? en), ...this.messages };
  }

  #room(): string {
    return this.shown.name === "inside" ? this.shown.info.roomName : lastSegment(this.roomUrl);
  }

  /** Whoever brings a token need not be asked, nor who was here before a reload. */
  #begin(): void {
    if (this.roomUrl !== "") {
      this.#run(this.accessToken === null ? this.#enter((meeting) => meeting.resume(this.roomUrl)) : this.join());
    }
  }

  #submitted(name: string): void {
    this.name = name;
    if (name.trim() === "") {
      this.#show({ name: "form", fault: "missing" });
      this.#focusField();
    } else {
      this.#run(this.join(name));
    }
  }

  async #again(): Promise<void> {
    const visitor = this.#visitor;
    if (visitor === null) {
      this.#show({ name: "form", fault: "none" });
    } else {
      await this.#enter((meeting) => meeting.join({ roomURL: this.roomUrl, ...visitor }));
    }
  }

  async #enter(how: (meeting: Meeting) => Promise<MeetingInfo | null>): Promise<void> {
    this.#meeting ??= this.#newMeeting();
    try {
      const info = await how(this.#meeting);
      if (info === null) {
        this.#show({ name: "form", fault: "none" });
      } else {
        this.spoken = this.#words().insideSpoken;
        this.#endSpoken = false;
        this.dispatchEvent(new LatchkeyAdmittedEvent(info, this.#meeting));
      }
    } catch (error) {
      if (isLatchkeyError(error)) {
        this.#refused(error);
      } else if (!(error instanceof DOMException)) {
        throw error;
      }
    }
  }

  #refused(error: AnyLatchkeyError): void {
    if (error.code === "room_not_open") {
      const { retryAfterMs } = error.details;
      this.#show({
        name: "not-open",
        opensAtMs: retryAfterMs === undefined ? null : systemClock.now() + retryAfterMs,
      });
      this.spoken = this.#words().notOpenHeading;
    } else if (error.code === "malformed_request" && error.details.errors.some(({ field }) => field === "name")) {
      this.#show({ name: "form", fault: "refused" });
      this.#focusField();
    } else {
      this.#over(error.code, error.code === "denied" ? (error.details.message ?? null) : null);
    }
    this.dispatchEvent(new LatchkeyRefusedEvent(error.code));
  }

  #newMeeting(): Meeting {
    const meeting = new Meeting(this.liveUrl === "" ? {} : { liveURL: this.liveUrl });
    meeting.on("stateChanged", (state) => this.#stands(state));
    meeting.on("connectionLost", () => this.#say((words) => words.connectionLost));
    meeting.on("connectionRestored", () => this.#say((words) => words.connectionBack));
    meeting.on("roleChanged", () => this.#say((words) => words.changed));
    meeting.on("ejected", ({ reason }) => {
      this.#over(reason, null);
      this.dispatchEvent(new LatchkeyLeftEvent(reason));
    });
    meeting.on("left", () => this.dispatchEvent(new LatchkeyLeftEvent("left")));
    return meeting;
  }

  #stands(state: MeetingState): void {
    switch (state.phase) {
      case "joining":
        this.#show({ name: "joining" });
        return;
      case "waiting":
        this.#waits(state.place, state.message);
        return;
      case "inside":
        this.#show({ name: "inside", info: state.info, connected: state.connected });
    }
  }

  #waits(place: number | null, message: string | null): void {
    const before = this.shown;
    this.#show({ name: "waiting", place, message });
    if (before.name !== "waiting") {
      this.#say((words) => words.waitingHeading);
    }
    if (place !== null && this.#places.speaks(place)) {
      this.#say((words) => words.place(place));
    }
    if (before.name !== "waiting" || before.place !== place) {
      this.dispatchEvent(new LatchkeyWaitingEvent(place));
    }
  }

  #over(reason: EndReason, message: string | null): void {
    this.#show({ name: "over", reason, message });
    if (reason !== "left") {
      const { heading, text } = reasonText(reason, this.#words());
      this.spoken = "";
      this.alarm = `${heading}. ${message ?? text}`;
    }
  }

  #show(view: DoorView): void {
    this.shown = view;
    this.alarm = "";
  }

  #say(text: (words: DoorMessages) => string): void {
    this.spoken = text(this.#words());
  }

  /** What a page may style by: `:state(waiting)`. */
  #mark(): void {
    const { states } = this.#internals;
    states.clear();
    states.add(this.shown.name);
    if (this.shown.name === "inside" && !this.shown.connected) {
      states.add("offline");
    }
  }

  /** Said once, when it is near. */
  #speakEnd(): void {
    const view = this.shown;
    if (view.name === "inside" && view.info.ejectAt !== null && !this.#endSpoken) {
      const leftMs = view.info.ejectAt * 1000 - systemClock.now();
      if (leftMs <= ENDS_SOON_MS) {
        this.#endSpoken = true;
        const minutes = new Intl.NumberFormat(languageAt(this), { style: "unit", unit: "minute", unitDisplay: "long" });
        this.#say((words) => words.endsIn(minutes.format(Math.max(1, Math.round(leftMs / 60_000)))));
      }
    }
  }

  #counts(): boolean {
    return this.shown.name === "not-open" || (this.shown.name === "inside" && this.shown.info.ejectAt !== null);
  }

  #isOpenBy(opensAtMs: number | null): boolean {
    return opensAtMs !== null && systemClock.now() >= opensAtMs;
  }

  #focusField(): void {
    this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("#name")?.focus());
  }

  /** What goes wrong without anybody who waits for it is reported as uncaught. */
  #run(work: Promise<void>): void {
    work.catch((error) => reportError(error));
  }
}

function lastSegment(roomUrl: string): string {
  const path = roomUrl.replace(/[?#].*$/, "").replace(/\/+$/, "");
  try {
    return decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
  } catch {
    return "";
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "latchkey-door": LatchkeyDoor;
  }
}
