/** A value that many look at. */
export interface Store<T> {
  get(): T;
  update(change: (value: T) => T): void;
  /** Calls back after each change, until the signal is aborted. */
  subscribe(listener: () => void, options: { readonly signal: AbortSignal }): void;
}

export function createStore<T>(initial: T): Store<T> {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    get: () => value,
    update(change) {
      const next = change(value);
      if (next !== value) {
        value = next;
        for (const listener of [...listeners]) {
          listener();
        }
      }
    },
    subscribe(listener, { signal }) {
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener), { once: true });
    },
  };
}
