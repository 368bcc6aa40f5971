import type { Random } from "../clock.ts";
import { isLatchkeyError } from "../errors.ts";

const FIRST_MS = 250;
const LONGEST_MS = 10_000;

/** How often something is tried in all. */
export const MOST_ATTEMPTS = 4;

/**
 * How long to wait before the next attempt: at random up to a bound that doubles, so that many who failed together do not come back
 * together.
 *
 * @param attempt how many have failed, from 1
 */
export function retryDelay(attempt: number, random: Random): number {
  const bound = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return bound / 2 + (random() * bound) / 2;
}

/** Whether an answer says that the same request may succeed later. */
export function mayPass(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** How long a refusal asks to be left alone; 0 where it does not. */
export function askedToWaitMs(error: unknown): number {
  return isLatchkeyError(error) && (error.code === "rate_limited" || error.code === "unavailable")
    ? (error.details.retryAfterMs ?? 0)
    : 0;
}
