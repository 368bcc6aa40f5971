import type { Clock } from "../clock.ts";

/** How seldom one's place in a queue is spoken. */
const PLACE_EVERY_MS = 30_000;

/** Decides what of a changing place is spoken: the first, becoming the next, and else not more often than one can bear. */
export class SpokenPlace {
  readonly #clock: Clock;
  #place: number | null = null;
  #at = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  speaks(place: number): boolean {
    const now = this.#clock.now();
    if (place === this.#place || (place !== 1 && now - this.#at < PLACE_EVERY_MS)) {
      return false;
    }
    this.#place = place;
    this.#at = now;
    return true;
  }
}
