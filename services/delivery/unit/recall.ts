import type { EpochMs } from '@passback/domain';
import { LRUCache } from 'lru-cache';

/** Answers that are asked for again and again, each read once and kept for a while; the least recently used goes first. */
export class Recall<V> {
  readonly #entries: LRUCache<string, { readonly value: Promise<V>; readonly readAt: EpochMs }>;
  readonly #now: () => EpochMs;
  readonly #lifeMs: number;

  constructor(now: () => EpochMs, lifeMs: number, maxEntries: number) {
    this.#now = now;
    this.#lifeMs = lifeMs;
    this.#entries = new LRUCache({ max: maxEntries });
  }

  /** What `read` answers, or what it answered less than `maxAgeMs` (default: the life of an entry) ago. A failure is not kept. */
  get(key: string, read: () => Promise<V>, maxAgeMs = this.#lifeMs): Promise<V> {
    const entry = this.#entries.get(key);
    if (entry !== undefined && this.#now() - entry.readAt < maxAgeMs) return entry.value;
    const value = read();
    this.#keep(key, value, this.#now());
    return value;
  }

  /** Changes what is remembered under `key`, if anything is; how old it is stays. */
  amend(key: string, change: (value: V) => V): void {
    const entry = this.#entries.peek(key);
    if (entry === undefined) return;
    this.#keep(key, entry.value.then(change), entry.readAt);
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  #keep(key: string, value: Promise<V>, readAt: EpochMs): void {
    this.#entries.set(key, { value, readAt });
    value.catch(() => {
      if (this.#entries.peek(key)?.value === value) this.#entries.delete(key);
    });
  }
}
