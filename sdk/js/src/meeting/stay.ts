import type { Admission, MeetingInfo } from "../door/admission.ts";
import { isLatchkeyError } from "../errors.ts";
import type { HttpClient } from "../http/request.ts";
import { retryDelay } from "../http/retry.ts";
import type { SessionToken } from "../session.ts";
import { heartbeat, isOutage, nextHeartbeatMs, type Renewal } from "./renewal.ts";
import type { EndReason } from "./state.ts";

/** Who is told of what happens to a stay. */
export interface StayObserver {
  renewed(info: MeetingInfo, sessionToken: string, roleChanged: boolean): void;
  connected(connected: boolean): void;
  over(reason: EndReason): void;
}

/** The time that one is inside: renews one's place and session token until one goes or is put out. */
export class Stay implements SessionToken {
  readonly #http: HttpClient;
  readonly #observer: StayObserver;
  #sessionToken: string;
  #heartbeatSec: number;
  #info: MeetingInfo;

  constructor(http: HttpClient, admission: Admission, observer: StayObserver) {
    this.#http = http;
    this.#observer = observer;
    this.#sessionToken = admission.sessionToken;
    this.#heartbeatSec = admission.heartbeatSec;
    this.#info = admission.info;
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

  async #renew(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#http;
    for (let failed = 0; ; ) {
      const regular = nextHeartbeatMs(this.#heartbeatSec, this.#info.ejectAt, clock.now());
      await clock.sleep(failed === 0 ? regular : retryDelay(failed, random), signal);
      try {
        this.#take(await heartbeat(this.#http, this.#sessionToken, signal));
        if (failed > 0) {
          this.#observer.connected(true);
        }
        failed = 0;
      } catch (error) {
        signal.throwIfAborted();
        if (!isOutage(error)) {
          this.#observer.over(isLatchkeyError(error) ? error.code : "unexpected");
          return;
        }
        failed++;
        if (failed === 1) {
          this.#observer.connected(false);
        }
      }
    }
  }

  #take(renewal: Renewal): void {
    const before = this.#info;
    const { role, isAdmin, permissions, metadata, ejectAt } = renewal;
    this.#sessionToken = renewal.sessionToken;
    this.#heartbeatSec = renewal.heartbeatSec;
    this.#info = { ...before, role, isAdmin, permissions, metadata, ejectAt };
    const changed = before.role !== role || JSON.stringify(before.permissions) !== JSON.stringify(permissions);
    this.#observer.renewed(this.#info, this.#sessionToken, changed);
  }

  /** A page that is closed for good says goodbye; one that the browser keeps for the way back does not. */
  #beaconOnClose(signal: AbortSignal): void {
    globalThis.addEventListener?.(
      "pagehide",
      (event) => {
        if (!event.persisted) {
          const address = this.#http.address(LEAVE);
          globalThis.navigator.sendBeacon(address, JSON.stringify({ sessionToken: this.#sessionToken }));
        }
      },
      { signal },
    );
  }
}

const LEAVE = "/api/v1/session/leave";
