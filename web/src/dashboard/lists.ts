/**
 * A list as it is now, drawn so that nothing moves under a finger: who was there keeps his place, and who is new comes last. What has
 * not changed stays the same object.
 */
export function appended<T>(before: readonly T[], now: readonly T[], id: (one: T) => string): readonly T[] {
  const left = new Map(now.map((one) => [id(one), one]));
  const kept: T[] = [];
  for (const one of before) {
    const next = left.get(id(one));
    if (next !== undefined) {
      kept.push(JSON.stringify(next) === JSON.stringify(one) ? one : next);
      left.delete(id(one));
    }
  }
  return [...kept, ...left.values()];
}

/** One page of a list, and where the next one begins; null where there is none. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/**
 * A list that begins with the newest, after its first page was read again: those of pages that were turned to before stay, and lead on to
 * where they led. Where so much is new that the two do not meet, there would be a gap: it begins anew.
 */
export function renewed<T>(newest: Page<T>, before: Page<T> | null, id: (one: T) => string): Page<T> {
  const known = new Set(newest.items.map(id));
  const older = before?.items.filter((one) => !known.has(id(one))) ?? [];
  return before === null || older.length === 0 || older.length === before.items.length
    ? newest
    : { items: [...newest.items, ...older], nextCursor: before.nextCursor };
}

/** The same list, with its next page. */
export function extended<T>(before: Page<T> | null, next: Page<T>): Page<T> {
  return { items: [...(before?.items ?? []), ...next.items], nextCursor: next.nextCursor };
}

/** Does something with each, at most so many at a time; the first fault, once all have been tried. */
export async function atMost<T>(most: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const faults: unknown[] = [];
  const queue = [...items];
  const next = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      try {
        await work(item);
      } catch (error) {
        faults.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, next));
  if (faults.length > 0) {
    throw faults[0];
  }
}

/** Whether one of some texts has a part, whatever its case. */
export function matches(sought: string, ...texts: readonly (string | null)[]): boolean {
  const small = sought.trim().toLowerCase();
  return small === "" || texts.some((text) => text?.toLowerCase().includes(small) ?? false);
}
