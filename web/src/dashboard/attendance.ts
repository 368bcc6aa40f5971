/** A stay of somebody in a meeting, in Unix seconds. */
export interface Stay {
  readonly joinedAt: number;
  readonly leftAt: number | null;
}

/** Points of a chart. */
export interface Series {
  readonly at: readonly number[];
  readonly count: readonly number[];
}

/** How many were inside from each moment at which that changed until the next. Who is still inside stays until `now`. */
export function attendance(stays: readonly Stay[], now: number): Series {
  const changes = new Map<number, number>();
  for (const { joinedAt, leftAt } of stays) {
    changes.set(joinedAt, (changes.get(joinedAt) ?? 0) + 1);
    if (leftAt !== null) {
      changes.set(leftAt, (changes.get(leftAt) ?? 0) - 1);
    }
  }
  const at = [...changes.keys()].sort((a, b) => a - b);
  let inside = 0;
  const count = at.map((moment) => {
    inside += changes.get(moment) ?? 0;
    return inside;
  });
  const last = at.at(-1);
  return inside > 0 && last !== undefined && last < now
    ? { at: [...at, now], count: [...count, inside] }
    : { at, count };
}

const STEPS = [60, 300, 900, 3600, 14_400, 86_400, 604_800, 2_592_000];

/** Counts of several things, at the same points. */
export interface Spans {
  readonly at: readonly number[];
  readonly counts: readonly (readonly number[])[];
  readonly seconds: number;
}

/** How many of the moments of each kind fall into each of at most some thirty spans of equal, round length. */
export function perSpan(...kinds: readonly (readonly number[])[]): Spans {
  const moments = kinds.flat();
  if (moments.length === 0) {
    return { at: [], counts: kinds.map(() => []), seconds: 0 };
  }
  const first = moments.reduce((a, b) => Math.min(a, b));
  const last = moments.reduce((a, b) => Math.max(a, b));
  const seconds = STEPS.find((step) => (last - first) / step < 30) ?? 31_536_000;
  const start = first - (first % seconds);
  const spans = Array.from({ length: Math.floor((last - start) / seconds) + 1 }, (_, span) => start + span * seconds);
  const counts = kinds.map((kind) => {
    const count = spans.map(() => 0);
    for (const moment of kind) {
      const span = Math.floor((moment - start) / seconds);
      count[span] = (count[span] ?? 0) + 1;
    }
    return count;
  });
  return { at: spans, counts, seconds };
}
