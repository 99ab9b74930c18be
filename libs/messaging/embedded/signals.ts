/** Wakes whoever waits for something to happen to a key. */
export class Signals<K> {
  readonly #waiting = new Map<K, Set<() => void>>();

  signal(key: K): void {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    this.#waiting.delete(key);
    for (const wake of waiting) wake();
  }

  /** Resolves at the next signal for one of the keys, or when `abort` says so. */
  next(keys: readonly K[], abort: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        for (const key of keys) this.#waiting.get(key)?.delete(wake);
        abort.removeEventListener('abort', wake);
        resolve();
      };
      for (const key of keys) {
        const waiting = this.#waiting.get(key) ?? new Set();
        waiting.add(wake);
        this.#waiting.set(key, waiting);
      }
      if (abort.aborted) wake();
      else abort.addEventListener('abort', wake);
    });
  }
}
