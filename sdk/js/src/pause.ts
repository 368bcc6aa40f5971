import type { Clock } from "./clock.ts";

/** Waiting for the next regular moment, which somebody may end early. */
export class Pause {
  readonly #clock: Clock;
  #wake: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves after that time, or at `end`; rejects with the signal's reason once that is aborted. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    const early = new AbortController();
    this.#wake = () => early.abort();
    try {
      await this.#clock.sleep(ms, AbortSignal.any([signal, early.signal]));
    } catch {
      signal.throwIfAborted();
    } finally {
      this.#wake = () => {};
    }
  }

  /** Ends the sleep that is going on, if one is. */
  end(): void {
    this.#wake();
  }
}
