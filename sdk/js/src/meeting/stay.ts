import { type Admission, type MeetingInfo, type Participant, readParticipants } from "../door/admission.ts";
import { isLatchkeyError } from "../errors.ts";
import type { HttpClient } from "../http/request.ts";
import { askedToWaitMs, retryDelay } from "../http/retry.ts";
import { flag, type Json, number, numberOrNull, object, text, textOrNull } from "../http/wire.ts";
import { Pause } from "../pause.ts";
import { readPermissions } from "../permissions.ts";
import type { SessionToken } from "../session.ts";
import { heartbeat, isOutage, nextHeartbeatMs } from "./renewal.ts";
import type { EndReason } from "./state.ts";

/** Who is told of what happens to a stay. */
export interface StayObserver {
  changed(info: MeetingInfo, before: MeetingInfo): void;
  renewed(sessionToken: string): void;
  connected(connected: boolean): void;
  joined(participant: Participant): void;
  left(participant: Participant): void;
  over(reason: EndReason): void;
}

/**
 * The time that one is inside: keeps one's place and session token until one goes or is put out. By heartbeats, or by the live
 * connection while there is one. Where a media server keeps the place, only the token has to be renewed.
 */
export class Stay implements SessionToken {
  readonly #http: HttpClient;
  readonly #observer: StayObserver;
  readonly #pause: Pause;
  #sessionToken: string;
  #heartbeatSec: number;
  #info: MeetingInfo;
  #live = false;
  /** Since when there is no live connection: since one came in, at first. */
  #noLiveSince: number;

  constructor(http: HttpClient, admission: Admission, observer: StayObserver) {
    this.#http = http;
    this.#observer = observer;
    this.#pause = new Pause(http.clock);
    this.#sessionToken = admission.sessionToken;
    this.#heartbeatSec = admission.heartbeatSec;
    this.#info = admission.info;
    this.#noLiveSince = http.clock.now();
  }

  current(): string {
    return this.#sessionToken;
  }

  /** Until the signal is aborted, or the service says that one is out. */
  begin(signal: AbortSignal): void {
    this.#beaconOnClose(signal);
    this.#renew(signal).catch(() => {
      // Ended by its signal: whoever aborted it has told why.
    });
  }

  /** While there is a live connection it keeps one's place; once it is gone, a heartbeat does at once. */
  live(connected: boolean): void {
    if (this.#live !== connected) {
      this.#live = connected;
      if (!connected) {
        this.#noLiveSince = this.#http.clock.now();
      }
      this.#pause.end();
    }
  }

  /** Asks the service at once how one stands. */
  look(): void {
    this.#pause.end();
  }

  /** Takes what the live connection says of oneself and of the others inside. */
  told(type: string, message: Json): void {
    const others = this.#info.onlineParticipants;
    switch (type) {
      case "state":
        this.#become({ ...self(message), onlineParticipants: readParticipants(message) }, message);
        return;
      case "session.renewed":
        this.#become(self(message), message);
        return;
      case "peer.joined": {
        const participant = readPeerMessage(message);
        if (participant.id !== this.#info.participantSessionId && others.every(({ id }) => id !== participant.id)) {
          this.#become({ onlineParticipants: [...others, participant] }, message);
          this.#observer.joined(participant);
        }
        return;
      }
      case "peer.updated":
        this.#peerUpdated(message, others);
        return;
      case "peer.left":
        this.#peerLeft(message, others);
        return;
      case "room.updated":
        this.#become({ room: object(message["room"]) }, {});
        return;
    }
  }

  /** Gives the place back. The service frees it by itself where it cannot be told. */
  async leave(signal: AbortSignal): Promise<void> {
    await this.#http.send({
      method: "POST",
      path: LEAVE,
      headers: { authorization: `Bearer ${this.#sessionToken}` },
      body: {},
      repeatable: true,
      signal,
    });
  }

  #peerUpdated(message: Json, others: readonly Participant[]): void {
    const id = text(message, "peerId");
    if (id === this.#info.participantSessionId) {
      this.#become(self(message), message);
      return;
    }
    const change = { role: text(message, "role"), isAdmin: flag(message, "isAdmin") };
    this.#become({ onlineParticipants: others.map((one) => (one.id === id ? { ...one, ...change } : one)) }, {});
  }

  #peerLeft(message: Json, others: readonly Participant[]): void {
    const id = text(message, "peerId");
    if (id === this.#info.participantSessionId) {
      this.#observer.over((textOrNull(message, "reason") ?? "left") as EndReason);
      return;
    }
    const gone = others.find((one) => one.id === id);
    if (gone !== undefined) {
      this.#become({ onlineParticipants: others.filter((one) => one !== gone) }, {});
      this.#observer.left(gone);
    }
  }

  async #renew(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#http;
    let retryAfterMs = 0;
    for (let failed = 0; ; ) {
      const everySec = this.#live ? NOT_WHILE_LIVE_SEC : this.#ofMediaServer() ? RENEWAL_SEC : this.#heartbeatSec;
      const regular = nextHeartbeatMs(everySec, this.#info.ejectAt, clock.now());
      const wasLive = this.#live;
      await this.#pause.sleep(failed === 0 ? regular : Math.max(retryAfterMs, retryDelay(failed, random)), signal);
      if (this.#live && !wasLive) {
        if (failed > 0) {
          failed = 0;
          this.#observer.connected(true);
        }
        continue;
      }
      try {
        const renewal = await heartbeat(this.#http, this.#sessionToken, signal);
        this.#heartbeatSec = renewal.heartbeatSec;
        const { role, isAdmin, permissions, metadata, ejectAt, sessionToken } = renewal;
        this.#become({ role, isAdmin, permissions, metadata, ejectAt }, { sessionToken });
        if (failed > 0) {
          this.#observer.connected(true);
        }
        failed = 0;
      } catch (error) {
        signal.throwIfAborted();
        if (!isOutage(error)) {
          this.#observer.over(endOf(error));
          return;
        }
        failed++;
        retryAfterMs = askedToWaitMs(error);
        if (failed === 1) {
          this.#observer.connected(false);
        }
      }
    }
  }

  /** Whether one is inside for as long as one is at the media server. */
  #ofMediaServer(): boolean {
    return this.#info.media?.["keepsPresence"] === true;
  }

  #become(change: Partial<MeetingInfo>, message: Json): void {
    const before = this.#info;
    this.#info = { ...before, ...change };
    if (typeof message["sessionToken"] === "string") {
      this.#sessionToken = message["sessionToken"];
      this.#observer.renewed(this.#sessionToken);
    }
    this.#observer.changed(this.#info, before);
  }

  /**
   * A page that is closed for good says goodbye; one that the browser keeps for the way back does not, nor one whose live connection
   * ends with it, so that a reload finds its place. The connection counts from one's coming in, since it takes a moment to open, and
   * for a moment after its end: Firefox ends it first, and then says that the page is being closed.
   */
  #beaconOnClose(signal: AbortSignal): void {
    globalThis.addEventListener?.(
      "pagehide",
      (event) => {
        const endsWithPage = this.#live || this.#http.clock.now() - this.#noLiveSince <= MOMENT_MS;
        if (!event.persisted && !endsWithPage) {
          const address = this.#http.address(LEAVE);
          globalThis.navigator.sendBeacon(address, JSON.stringify({ sessionToken: this.#sessionToken }));
        }
      },
      { signal },
    );
  }
}

/** How long it takes at most to open a live connection, and to close a page whose connection has ended. */
const MOMENT_MS = 2_000;

const LEAVE = "/api/v1/session/leave";

/** Longer than any stay. */
const NOT_WHILE_LIVE_SEC = 1_000_000;

/** In time before a session token ends, which is after five minutes. */
const RENEWAL_SEC = 240;

/** Why one is out: as the service tells those who ask, or the code of its refusal. */
function endOf(error: unknown): EndReason {
  if (!isLatchkeyError(error)) {
    return "unexpected";
  }
  return ("departure" in error.details ? error.details.departure : undefined) ?? error.code;
}

/** What a message says of oneself. */
function self(message: Json): Partial<MeetingInfo> {
  return {
    role: text(message, "role"),
    isAdmin: flag(message, "isAdmin"),
    ...(message["permissions"] === undefined ? {} : { permissions: readPermissions(object(message["permissions"])) }),
    ...(message["metadata"] === undefined ? {} : { metadata: message["metadata"] }),
    ...(message["ejectAt"] === undefined ? {} : { ejectAt: numberOrNull(message, "ejectAt") }),
  };
}

function readPeerMessage(message: Json): Participant {
  return {
    id: text(message, "peerId"),
    name: textOrNull(message, "name"),
    role: text(message, "role"),
    isAdmin: flag(message, "isAdmin"),
    joinedAt: number(message, "joinedAt"),
  };
}
