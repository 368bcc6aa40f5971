import { LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { Grant, JoinRequest } from "../desk/waiting-room.ts";
import type { Participant } from "../door/admission.ts";
import { isLatchkeyError } from "../errors.ts";
import type { Meeting } from "../meeting/meeting.ts";
import { baseStyles } from "./base-styles.ts";
import { LatchkeyKnockEvent } from "./desk-events.ts";
import { deskStyles } from "./desk-styles.ts";
import { deskTemplate, type Question } from "./desk-templates.ts";
import { KnockSound } from "./knock-sound.ts";
import { deskLanguages, languageAt } from "./language.ts";
import { type DeskMessages, deskEn } from "./messages/desk-en.ts";

/**
 * Who waits and who is inside, for whoever decides: lets in, with a role; turns away, with a message; lets in many at once; changes
 * roles; removes and bans. It needs a meeting in which one is inside as an admin, such as `latchkey-admitted` hands out.
 *
 * @fires latchkey-knock - somebody wants to come in: `request`
 * @slot footer - below everything
 * @csspart card - the whole
 * @csspart heading
 * @csspart people - each of the two lists
 * @csspart field - choices and inputs
 * @csspart button - what one probably wants
 * @csspart secondary - what one may want instead
 * @csspart danger - what cannot be taken back
 * @cssprop --latchkey-accent - and the others of `<latchkey-door>`
 */
export class LatchkeyDesk extends LitElement {
  static override styles = [baseStyles, deskStyles];

  static override properties = {
    meeting: { attribute: false },
    messages: { attribute: false },
    waiting: { state: true },
    chosen: { state: true },
    busy: { state: true },
    question: { state: true },
    spoken: { state: true },
    fault: { state: true },
    sounds: { state: true },
  };

  /** Null shows that there is nothing to decide. */
  declare meeting: Meeting | null;
  /** Words to use instead of the language's own. */
  declare messages: Partial<DeskMessages>;
  declare private waiting: readonly JoinRequest[];
  declare private chosen: ReadonlySet<string>;
  declare private busy: ReadonlySet<string>;
  declare private question: Question | null;
  declare private spoken: string;
  declare private fault: string;
  declare private sounds: boolean;

  /** The role that somebody who waits is to have. */
  readonly #roles = new Map<string, string>();
  readonly #sound = new KnockSound();
  #spoken: { language: string; replaced: Partial<DeskMessages>; words: DeskMessages } = {
    language: "",
    replaced: {},
    words: deskEn,
  };
  #followed: AbortController | null = null;

  constructor() {
    super();
    this.meeting = null;
    this.messages = {};
    this.waiting = [];
    this.chosen = new Set();
    this.busy = new Set();
    this.question = null;
    this.spoken = "";
    this.fault = "";
    this.sounds = this.#sound.on;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#followed?.abort();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("meeting") && this.isConnected) {
      this.#follow();
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("question") && this.question !== null) {
      this.renderRoot.querySelector("dialog")?.showModal();
    }
  }

  protected override render(): TemplateResult {
    const state = this.meeting?.state;
    const info = state?.phase === "inside" && state.info.isAdmin ? state.info : null;
    return deskTemplate({
      info,
      inside: info === null ? [] : info.onlineParticipants.filter(({ id }) => id !== info.participantSessionId),
      waiting: this.waiting,
      chosen: this.chosen,
      busy: this.busy,
      question: this.question,
      language: languageAt(this),
      words: this.#words(),
      spoken: this.spoken,
      fault: this.fault,
      sounds: this.sounds,
      sound: (on) => {
        this.#sound.on = on;
        this.sounds = on;
      },
      choose: (requestId, chosen) => this.#choose(requestId, chosen),
      giveRole: (requestId, role) => this.#roles.set(requestId, role),
      letIn: (requestIds) => this.#letIn(requestIds),
      changeRole: (peer, role) => this.#changeRole(peer, role),
      ask: (question) => {
        this.question = question;
      },
      answer: (confirmed, message) => this.#answer(confirmed, message),
    });
  }

  /** The same object for as long as nothing of it changes, so that rows need not be drawn anew. */
  #words(): DeskMessages {
    const language = languageAt(this);
    if (this.#spoken.language !== language || this.#spoken.replaced !== this.messages) {
      const words = { ...(deskLanguages[language] ?? deskEn), ...this.messages };
      this.#spoken = { language, replaced: this.messages, words };
    }
    return this.#spoken.words;
  }

  /** From now on; who waits already is asked for once. */
  #follow(): void {
    this.#followed?.abort();
    this.waiting = [];
    this.chosen = new Set();
    const { meeting } = this;
    if (meeting === null) {
      return;
    }
    const followed = new AbortController();
    this.#followed = followed;
    const { signal } = followed;
    meeting.on("joinRequest", (request) => this.#come(request), { signal });
    meeting.on("joinRequestGone", ({ requestId }) => this.#gone(requestId), { signal });
    meeting.on("stateChanged", () => this.#stands(meeting), { signal });
    this.#try(() => this.#load(meeting, signal));
  }

  async #load(meeting: Meeting, signal: AbortSignal): Promise<void> {
    for (let cursor: string | null | undefined; cursor !== null && meeting.state.phase === "inside"; ) {
      const page = await meeting.desk.joinRequests({ signal, ...(cursor === undefined ? {} : { cursor }) });
      for (const request of page.items) {
        this.#come(request);
      }
      cursor = page.nextCursor;
    }
  }

  #stands(meeting: Meeting): void {
    if (meeting.state.phase !== "inside") {
      this.waiting = [];
      this.chosen = new Set();
    }
    this.requestUpdate();
  }

  /** At the end, so that nothing moves away from under a finger. */
  #come(request: JoinRequest): void {
    if (this.waiting.every(({ requestId }) => requestId !== request.requestId)) {
      this.waiting = [...this.waiting, request];
      const words = this.#words();
      this.spoken = words.knocked(request.name ?? words.unnamed);
      this.#sound.play();
      this.dispatchEvent(new LatchkeyKnockEvent(request));
    }
  }

  #gone(requestId: string): void {
    this.waiting = this.waiting.filter((request) => request.requestId !== requestId);
    this.#choose(requestId, false);
    this.#roles.delete(requestId);
  }

  #choose(requestId: string, chosen: boolean): void {
    this.chosen = without(this.chosen, requestId);
    if (chosen) {
      this.chosen = new Set([...this.chosen, requestId]);
    }
  }

  #letIn(requestIds: readonly string[]): void {
    for (const requestId of requestIds) {
      this.#act(requestId, async (meeting) => {
        await meeting.admit(requestId, grantOf(this.#roles.get(requestId) ?? ""));
        this.#gone(requestId);
      });
    }
  }

  #changeRole(peer: Participant, role: string): void {
    this.#act(peer.id, async (meeting) => {
      await meeting.desk.update(peer.id, { role });
    });
  }

  #answer(confirmed: boolean, message: string): void {
    const { question } = this;
    this.question = null;
    if (!confirmed || question === null) {
      return;
    }
    this.#act(question.id, async (meeting) => {
      switch (question.what) {
        case "turnAway":
          await meeting.deny(question.id, message.trim() === "" ? {} : { message });
          this.#gone(question.id);
          return;
        case "remove":
          await meeting.desk.eject(question.id);
          return;
        case "ban":
          if (!(await meeting.desk.eject(question.id, { ban: true }))) {
            this.fault = this.#words().notBanned;
          }
      }
    });
  }

  /** One act upon somebody; what is under way is not begun again. */
  #act(id: string, act: (meeting: Meeting) => Promise<void>): void {
    const { meeting } = this;
    if (meeting !== null && !this.busy.has(id)) {
      this.busy = new Set([...this.busy, id]);
      this.#try(async () => {
        try {
          await act(meeting);
        } finally {
          this.busy = without(this.busy, id);
        }
      }, id);
    }
  }

  /** Shows a refusal by its code. That somebody has decided already, or is gone, is none. */
  #try(work: () => Promise<void>, id = ""): void {
    this.fault = "";
    work().catch((error: unknown) => {
      if (isLatchkeyError(error)) {
        if (GONE.has(error.code)) {
          this.#gone(id);
        } else {
          const words = this.#words();
          const faults: Readonly<Record<string, string>> = words.faults;
          this.fault = faults[error.code] ?? words.fault;
        }
      } else if (!(error instanceof DOMException)) {
        reportError(error);
      }
    });
  }
}

const GONE: ReadonlySet<string> = new Set([
  "already_decided",
  "join_request_not_found",
  "join_request_expired",
  "peer_not_found",
]);

function grantOf(role: string): Grant {
  return role === "" ? {} : { role };
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...ids].filter((one) => one !== id));
}

declare global {
  interface HTMLElementTagNameMap {
    "latchkey-desk": LatchkeyDesk;
  }
}
