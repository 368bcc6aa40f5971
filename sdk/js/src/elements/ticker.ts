import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Clock } from "../clock.ts";

/** Draws its element anew each second, while that is wanted. */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #clock: Clock;
  readonly #wanted: () => boolean;
  #end: AbortController | null = null;

  constructor(host: ReactiveControllerHost, clock: Clock, wanted: () => boolean) {
    this.#host = host;
    this.#clock = clock;
    this.#wanted = wanted;
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.#wanted()) {
      this.hostDisconnected();
    } else if (this.#end === null) {
      this.#end = new AbortController();
      this.#tick(this.#end.signal).catch(() => {
        // Ended by its signal.
      });
    }
  }

  hostDisconnected(): void {
    this.#end?.abort();
    this.#end = null;
  }

  async #tick(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.#clock.sleep(1000 - (this.#clock.now() % 1000), signal);
      this.#host.requestUpdate();
    }
  }
}
