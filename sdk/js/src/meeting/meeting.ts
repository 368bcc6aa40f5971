import { Desk, type Grant, type JoinRequest } from "../desk/desk.ts";
import type { Admission, EntryAnswer, MeetingInfo, Waiting } from "../door/admission.ts";
import { Door, type EarlierVisit, type Visitor } from "../door/door.ts";
import { parseRoomUrl } from "../door/room-url.ts";
import { isLatchkeyError, LatchkeyError } from "../errors.ts";
import { Emitter, type Unsubscribe } from "../events.ts";
import { HttpClient, type Network } from "../http/request.ts";
import type { Permissions } from "../permissions.ts";
import { KnockWatch } from "./knock-watch.ts";
import { OwnPlace, type PlaceStorage, tabStorage } from "./own-place.ts";
import { type EndReason, type MeetingState, waitingState } from "./state.ts";
import { Stay } from "./stay.ts";

/** What a meeting tells, by the type of event. */
export interface MeetingEvents {
  /** Any change of `state`; the others tell what it was. */
  stateChanged: MeetingState;
  /** One has to wait until an admin decides. */
  waiting: { readonly reason: "private" | "locked"; readonly expiresAt: number };
  admitted: MeetingInfo;
  denied: { readonly message?: string };
  /** An admin has changed what one may do here. */
  roleChanged: { readonly role: string; readonly isAdmin: boolean; readonly permissions: Permissions };
  /** The service is out of reach; one's place is kept for now. */
  connectionLost: undefined;
  connectionRestored: undefined;
  /** One is out, and not by one's own wish. */
  ejected: { readonly reason: EndReason };
  left: undefined;
  /** For admins: somebody wants to come in. */
  joinRequest: JoinRequest;
  /** For admins: somebody waits no more, whoever decided. */
  joinRequestGone: { readonly requestId: string };
}

/** Which room, and who comes: `accessToken`, or `name` where no token says who it is. */
export type JoinOptions = { readonly roomURL: string } & Visitor;

export interface MeetingOptions extends Network {
  /** Keeps one's place over a reload; `sessionStorage` where there is one, `null` for nowhere. */
  readonly storage?: PlaceStorage | null;
}

/** One person in one room: asks to come in, waits, stays inside, goes. */
export class Meeting {
  readonly #options: MeetingOptions;
  readonly #events = new Emitter<MeetingEvents>();
  #state: MeetingState = { phase: "outside" };
  #visit: Visit | null = null;

  constructor(options: MeetingOptions = {}) {
    this.#options = options;
  }

  get state(): MeetingState {
    return this.#state;
  }

  /** Hears of something from now on. What has happened before stands in `state`. */
  on<T extends keyof MeetingEvents>(
    type: T,
    listener: (event: MeetingEvents[T]) => void,
    options: { readonly signal?: AbortSignal } = {},
  ): Unsubscribe {
    return this.#events.on(type, listener, options);
  }

  /**
   * Comes in, at once or after waiting. Resolves when one is inside.
   *
   * @param options.signal gives up; who waits is withdrawn
   * @throws TypeError for an address that is none, or while one is in a room or at its door
   * @throws LatchkeyError with the door's code, or `denied`
   */
  async join(who: JoinOptions, options: { readonly signal?: AbortSignal } = {}): Promise<MeetingInfo> {
    const address = parseRoomUrl(who.roomURL);
    if (this.#visit !== null) {
      throw new TypeError("this meeting is joined already: leave it first");
    }
    const storage = this.#options.storage === undefined ? tabStorage() : this.#options.storage;
    const end = new AbortController();
    const signal = options.signal === undefined ? end.signal : AbortSignal.any([options.signal, end.signal]);
    const visit: Visit = {
      end,
      door: new Door(address, this.#options),
      place: new OwnPlace(address, storage),
      waiting: null,
      stay: null,
    };
    this.#visit = visit;
    this.#become({ phase: "joining" });
    try {
      const admission = await this.#enter(visit, visitorOf(who), signal);
      options.signal?.throwIfAborted();
      const http = new HttpClient(address.origin, this.#options);
      visit.stay = new Stay(http, admission, this.#insideOf(visit));
      visit.desk = new Desk(address, visit.stay, this.#options);
      visit.place.keepSession(admission.sessionToken);
      this.#become({ phase: "inside", info: admission.info, connected: true });
      this.#events.emit("admitted", admission.info);
      visit.stay.begin(end.signal);
      new KnockWatch(visit.desk, http, this.#events, () => this.#isAdmin()).begin(end.signal);
      return admission.info;
    } catch (error) {
      await this.#failed(visit, error);
      throw error;
    }
  }

  /** For admins: lets somebody in. */
  admit(requestId: string, grant: Grant = {}): Promise<void> {
    return this.desk.admit(requestId, grant);
  }

  /** For admins: turns somebody away. */
  deny(requestId: string, refusal: { readonly message?: string } = {}): Promise<void> {
    return this.desk.deny(requestId, refusal);
  }

  /**
   * What admins do in this room. The service refuses others.
   *
   * @throws TypeError while one is not inside
   */
  get desk(): Desk {
    const desk = this.#visit?.desk;
    if (desk === undefined) {
      throw new TypeError("not inside a meeting");
    }
    return desk;
  }

  /** Goes, or stops waiting. Harmless where one is neither. */
  async leave(): Promise<void> {
    const visit = this.#visit;
    if (visit === null) {
      return;
    }
    this.#over(visit, "left");
    this.#events.emit("left", undefined);
    const { signal } = new AbortController();
    if (visit.stay !== null) {
      await visit.stay.leave(signal);
    } else if (visit.waiting !== null) {
      await visit.door.withdraw(visit.waiting, signal);
    }
  }

  async #enter(visit: Visit, visitor: Visitor, signal: AbortSignal): Promise<Admission> {
    const answer = await this.#knock(visit, visitor, signal);
    if (answer.status === "admitted") {
      return answer;
    }
    if (answer.status !== "waiting") {
      throw ended(answer);
    }
    const admission = await visit.door.wait(answer, (waiting) => this.#waits(visit, waiting), signal);
    visit.waiting = null;
    return admission;
  }

  /** With one's earlier place, and without where that leads nowhere any more. */
  async #knock(visit: Visit, visitor: Visitor, signal: AbortSignal): Promise<EntryAnswer> {
    const earlier: EarlierVisit | null = visit.place.earlier();
    if (earlier !== null) {
      try {
        const answer = await visit.door.knock(visitor, earlier, signal);
        if (answer.status === "admitted" || answer.status === "waiting") {
          return answer;
        }
      } catch (error) {
        if (!isLatchkeyError(error) || !STALE.has(error.code)) {
          throw error;
        }
      }
      visit.place.forget();
    }
    return visit.door.knock(visitor, null, signal);
  }

  #waits(visit: Visit, waiting: Waiting): void {
    const first = visit.waiting === null;
    visit.waiting = waiting;
    visit.place.keepTicket(waiting.ticket);
    if (first) {
      this.#become(waitingState(waiting));
      this.#events.emit("waiting", { reason: waiting.reason, expiresAt: waiting.expiresAt });
    }
  }

  /** What a stay tells of itself, as long as it is this meeting's. */
  #insideOf(visit: Visit) {
    const inside = (change: (info: MeetingInfo, connected: boolean) => MeetingState) => {
      if (this.#visit === visit && this.#state.phase === "inside") {
        this.#become(change(this.#state.info, this.#state.connected));
      }
    };
    return {
      renewed: (info: MeetingInfo, sessionToken: string, roleChanged: boolean) => {
        visit.place.keepSession(sessionToken);
        inside((_, connected) => ({ phase: "inside", info, connected }));
        if (roleChanged) {
          this.#events.emit("roleChanged", { role: info.role, isAdmin: info.isAdmin, permissions: info.permissions });
        }
      },
      connected: (connected: boolean) => {
        inside((info) => ({ phase: "inside", info, connected }));
        this.#events.emit(connected ? "connectionRestored" : "connectionLost", undefined);
      },
      over: (reason: EndReason) => {
        this.#over(visit, reason);
        this.#events.emit("ejected", { reason });
      },
    };
  }

  #isAdmin(): boolean {
    return this.#state.phase === "inside" && this.#state.info.isAdmin;
  }

  /** A join that came to nothing. Who gave up while waiting is withdrawn. */
  async #failed(visit: Visit, error: unknown): Promise<void> {
    if (this.#visit !== visit) {
      return;
    }
    const reason = isLatchkeyError(error) ? error.code : "left";
    this.#over(visit, reason);
    if (isLatchkeyError(error) && error.code === "denied") {
      this.#events.emit("denied", error.details);
    }
    if (!isLatchkeyError(error) && visit.waiting !== null) {
      await visit.door.withdraw(visit.waiting, new AbortController().signal).catch(() => {});
    }
  }

  #over(visit: Visit, reason: EndReason): void {
    this.#visit = null;
    visit.place.forget();
    visit.end.abort(new DOMException("the meeting is over", "AbortError"));
    this.#become({ phase: "over", reason });
  }

  #become(state: MeetingState): void {
    this.#state = state;
    this.#events.emit("stateChanged", state);
  }
}

/** What there is of a meeting from asking to come in to its end. */
interface Visit {
  readonly end: AbortController;
  readonly door: Door;
  readonly place: OwnPlace;
  waiting: Waiting | null;
  stay: Stay | null;
  desk?: Desk;
}

/** Refusals of what an earlier visit left behind. Without it, the door may open all the same. */
const STALE: ReadonlySet<string> = new Set([
  "token_invalid",
  "token_expired",
  "token_revoked",
  "token_for_another_room",
  "join_request_not_found",
  "join_request_expired",
]);

function visitorOf(who: JoinOptions): Visitor {
  if ("accessToken" in who) {
    return { accessToken: who.accessToken };
  }
  return who.name === undefined ? {} : { name: who.name };
}

function ended(answer: Exclude<EntryAnswer, Admission | Waiting>): LatchkeyError {
  return answer.status === "denied"
    ? new LatchkeyError("denied", "an admin has said no", answer.message === null ? {} : { message: answer.message })
    : new LatchkeyError("join_request_expired", "this request to come in is over", {});
}
