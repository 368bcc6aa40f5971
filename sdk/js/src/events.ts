/** Takes a listener off again; harmless the second time. */
export type Unsubscribe = () => void;

/** Listeners by the type of event, typed by a map from the type to what its listeners are given. */
export class Emitter<Events> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>();

  /** @param options `signal` takes the listener off once it is aborted */
  on<T extends keyof Events>(
    type: T,
    listener: (event: Events[T]) => void,
    options: { readonly signal?: AbortSignal } = {},
  ): Unsubscribe {
    if (options.signal?.aborted) {
      return () => {};
    }
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners);
    listeners.add(listener);
    const off = () => {
      listeners.delete(listener);
    };
    options.signal?.addEventListener("abort", off, { once: true });
    return off;
  }

  has(type: keyof Events): boolean {
    return (this.#listeners.get(type)?.size ?? 0) > 0;
  }

  /** Tells all of them. One that throws stops neither the others nor the caller: its error is reported as uncaught. */
  emit<T extends keyof Events>(type: T, event: Events[T]): void {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) {
      try {
        (listener as (event: Events[T]) => void)(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
