import { Desk } from "../desk/desk.ts";
import type { Grant, JoinRequest } from "../desk/waiting-room.ts";
import type { Admission, MeetingInfo, Participant } from "../door/admission.ts";
import { Door, type Visitor } from "../door/door.ts";
import { parseRoomUrl, type RoomAddress } from "../door/room-url.ts";
import { isLatchkeyError } from "../errors.ts";
import { Emitter, type Unsubscribe } from "../events.ts";
import { HttpClient, type Network } from "../http/request.ts";
import { type ChannelObserver, LiveChannel } from "../live/channel.ts";
import type { Permissions } from "../permissions.ts";
import { Entry, type EntryObserver, STALE } from "./entry.ts";
import { type KnockObserver, KnockWatch } from "./knock-watch.ts";
import { OwnPlace, type PlaceStorage, tabStorage } from "./own-place.ts";
import { OUTAGE } from "./renewal.ts";
import { type EndReason, type MeetingState, waitingState } from "./state.ts";
import { Stay, type StayObserver } from "./stay.ts";

/** What a meeting tells, by the type of event. */
export interface MeetingEvents {
  /** Any change of `state`; the others tell what it was. */
  stateChanged: MeetingState;
  /** One has to wait until an admin decides. */
  waiting: { readonly reason: "private" | "locked"; readonly expiresAt: number };
  admitted: MeetingInfo;
  denied: { readonly message?: string };
  /** One's place in the queue, from 1; only with a live connection. */
  placeChanged: { readonly place: number };
  /** An admin has changed what one may do here. */
  roleChanged: { readonly role: string; readonly isAdmin: boolean; readonly permissions: Permissions };
  /** The service is out of reach; one's place is kept for now. */
  connectionLost: undefined;
  connectionRestored: undefined;
  /** One is out, and not by one's own wish. */
  ejected: { readonly reason: EndReason };
  left: undefined;
  /** Somebody else has come in, or is gone; only with a live connection, and in rooms of at most 100. */
  participantJoined: Participant;
  participantLeft: Participant;
  /** For admins: somebody wants to come in. */
  joinRequest: JoinRequest;
  /** For admins: somebody waits no more, whoever decided. */
  joinRequestGone: { readonly requestId: string };
}

/** Which room, and who comes: `accessToken`, or `name` where no token says who it is. */
export type JoinOptions = { readonly roomURL: string } & Visitor;

export interface MeetingOptions extends Network {
  /** Where live connections are opened; `/live` at the service's own address, and `null` for none. */
  readonly liveURL?: string | null;
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
    return this.#enter(parseRoomUrl(who.roomURL), visitorOf(who), options.signal);
  }

  /**
   * After a reload: takes one's place of before, inside or in the queue. Nothing is asked where none is remembered.
   *
   * @returns null where there is no such place, or not any more
   * @throws as `join`
   */
  async resume(roomURL: string, options: { readonly signal?: AbortSignal } = {}): Promise<MeetingInfo | null> {
    const address = parseRoomUrl(roomURL);
    if (this.#visit === null && new OwnPlace(address, this.#storage()).earlier() === null) {
      return null;
    }
    try {
      return await this.#enter(address, null, options.signal);
    } catch (error) {
      if (isLatchkeyError(error) && STALE.has(error.code)) {
        this.#become({ phase: "outside" });
        return null;
      }
      throw error;
    }
  }

  async #enter(address: RoomAddress, visitor: Visitor | null, wanted?: AbortSignal): Promise<MeetingInfo> {
    if (this.#visit !== null) {
      throw new TypeError("this meeting is joined already: leave it first");
    }
    const end = new AbortController();
    const signal = wanted === undefined ? end.signal : AbortSignal.any([wanted, end.signal]);
    const http = new HttpClient(address.origin, this.#options);
    const place = new OwnPlace(address, this.#storage());
    const channel = this.#channels(http, liveUrlOf(address, this.#options));
    const entry = new Entry(new Door(address, this.#options), place, channel);
    const visit: Visit = { address, end, http, place, channel, entry, inside: null };
    this.#visit = visit;
    this.#become({ phase: "joining" });
    try {
      const admission = await entry.enter(visitor, this.#queue(), signal);
      wanted?.throwIfAborted();
      this.#admitted(visit, admission);
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
    const desk = this.#visit?.inside?.desk;
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
    await (visit.inside === null ? visit.entry.withdraw(signal) : visit.inside.stay.leave(signal));
  }

  #storage(): PlaceStorage | null {
    return this.#options.storage === undefined ? tabStorage() : this.#options.storage;
  }

  #queue(): EntryObserver {
    return {
      waiting: (waiting, place) => {
        const before = this.#state;
        this.#become(waitingState(waiting, place));
        if (before.phase !== "waiting") {
          this.#events.emit("waiting", { reason: waiting.reason, expiresAt: waiting.expiresAt });
        } else if (place !== null && place !== before.place) {
          this.#events.emit("placeChanged", { place });
        }
      },
    };
  }

  /** Inside: what keeps one there, and what tells of it. */
  #admitted(visit: Visit, admission: Admission): void {
    const stay = new Stay(visit.http, admission, this.#insideOf(visit));
    const desk = new Desk(visit.address, stay, this.#options);
    const knocks = new KnockWatch(desk, visit.http.clock, this.#knocks());
    visit.inside = { stay, desk };
    visit.place.keepSession(admission.sessionToken);
    this.#become({ phase: "inside", info: admission.info, connected: true });
    this.#events.emit("admitted", admission.info);
    const { signal } = visit.end;
    stay.begin(signal);
    knocks.begin(signal);
    const channel = visit.channel({
      token: () => stay.current(),
      connected: (connected) => {
        stay.live(connected);
        knocks.live(connected);
      },
      refused: () => stay.look(),
      told: (type, message) => {
        stay.told(type, message);
        knocks.told(type, message);
        if (type === "room.updated") {
          // What everybody may do may have changed with it.
          channel?.ping();
        }
      },
    });
    channel?.begin(signal);
  }

  #channels(http: HttpClient, url: string | null): (observer: ChannelObserver) => LiveChannel | null {
    const socket = this.#options.WebSocket ?? globalThis.WebSocket;
    return (observer) => (url === null || socket === undefined ? null : new LiveChannel(http, socket, url, observer));
  }

  /** What a stay tells of itself, as long as it is this meeting's. */
  #insideOf(visit: Visit): StayObserver {
    const inside = (change: (info: MeetingInfo, connected: boolean) => MeetingState) => {
      if (this.#visit === visit && this.#state.phase === "inside") {
        this.#become(change(this.#state.info, this.#state.connected));
      }
    };
    return {
      changed: (info, before) => {
        inside((_, connected) => ({ phase: "inside", info, connected }));
        const { role, isAdmin, permissions } = info;
        if (before.role !== role || JSON.stringify(before.permissions) !== JSON.stringify(permissions)) {
          this.#events.emit("roleChanged", { role, isAdmin, permissions });
        }
      },
      renewed: (sessionToken) => visit.place.keepSession(sessionToken),
      connected: (connected) => {
        inside((info) => ({ phase: "inside", info, connected }));
        this.#events.emit(connected ? "connectionRestored" : "connectionLost", undefined);
      },
      joined: (participant) => this.#events.emit("participantJoined", participant),
      left: (participant) => this.#events.emit("participantLeft", participant),
      over: (reason) => {
        if (this.#visit === visit) {
          this.#over(visit, reason);
          this.#events.emit("ejected", { reason });
        }
      },
    };
  }

  #knocks(): KnockObserver {
    return {
      wanted: () =>
        this.#state.phase === "inside" &&
        this.#state.info.isAdmin &&
        (this.#events.has("joinRequest") || this.#events.has("joinRequestGone")),
      come: (request) => this.#events.emit("joinRequest", request),
      gone: (requestId) => this.#events.emit("joinRequestGone", { requestId }),
    };
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
    if (!isLatchkeyError(error)) {
      await visit.entry.withdraw(new AbortController().signal).catch(() => {});
    }
  }

  #over(visit: Visit, reason: EndReason): void {
    this.#visit = null;
    if (!MAY_PASS.has(reason)) {
      visit.place.forget();
    }
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
  readonly address: RoomAddress;
  readonly end: AbortController;
  readonly http: HttpClient;
  readonly place: OwnPlace;
  readonly channel: (observer: ChannelObserver) => LiveChannel | null;
  readonly entry: Entry;
  inside: { readonly stay: Stay; readonly desk: Desk } | null;
}

/** After which one's place, or the approval of who waited, may still be good. */
const MAY_PASS: ReadonlySet<string> = new Set([...OUTAGE, "room_full"]);

function liveUrlOf(address: RoomAddress, options: MeetingOptions): string | null {
  return options.liveURL === undefined ? `${address.origin.replace(/^http/, "ws")}/live` : options.liveURL;
}

function visitorOf(who: JoinOptions): Visitor {
  if ("accessToken" in who) {
    return { accessToken: who.accessToken };
  }
  return who.name === undefined ? {} : { name: who.name };
}
