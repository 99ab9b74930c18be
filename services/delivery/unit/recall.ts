import type { EpochMs } from '@passback/domain';

/** Answers that are asked for again and again, each read once and kept for a while; the least recently used goes first. */
export class Recall<V> {
  readonly #entries = new Map<string, { readonly value: Promise<V>; readonly readAt: EpochMs }>();
  readonly #now: () => EpochMs;
  readonly #lifeMs: number;
  readonly #maxEntries: number;

  constructor(now: () => EpochMs, lifeMs: number, maxEntries: number) {
    this.#now = now;
    this.#lifeMs = lifeMs;
    this.#maxEntries = maxEntries;
  }

  /** What `read` answers, or what it answered at most `maxAgeMs` (default: the life of an entry) ago. A failure is not kept. */
  get(key: string, read: () => Promise<V>, maxAgeMs = this.#lifeMs): Promise<V> {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    if (entry !== undefined && this.#now() - entry.readAt < maxAgeMs) {
      this.#entries.set(key, entry);
      return entry.value;
    }
    const value = read();
    this.#entries.set(key, { value, readAt: this.#now() });
    value.catch(() => {
      if (this.#entries.get(key)?.value === value) this.#entries.delete(key);
    });
    this.#makeRoom();
    return value;
  }

  /** Changes what is remembered under `key`, if anything is; how old it is stays. */
  amend(key: string, change: (value: V) => V): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    const value = entry.value.then(change);
    value.catch(() => undefined);
    this.#entries.set(key, { value, readAt: entry.readAt });
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  #makeRoom(): void {
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries) return;
      this.#entries.delete(key);
    }
  }
}
