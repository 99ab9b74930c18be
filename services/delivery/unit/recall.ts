import type { EpochMs } from '@passback/domain';
import { LRUCache } from 'lru-cache';

interface Answer<V> {
  readonly value: Promise<V>;
  readonly readAt: EpochMs;
}

/** What answers are kept in: a `Recall`'s own, or one that many share, so that all of them together are bounded. */
export type Answers<V> = LRUCache<string, Answer<V>>;

/** Keeps so many answers. */
export function answersWithin<V>(maxEntries: number): Answers<V> {
  return new LRUCache({ max: maxEntries });
}

/** Keeps lists of so many entries altogether; an empty one counts as one. */
export function listsWithin<E>(maxEntries: number): Answers<E[]> {
  return new LRUCache({ maxSize: maxEntries });
}

/** No two have their answers under the same keys. */
let recalls = 0;

/** Answers that are asked for again and again, each read once and kept for a while; the least recently used goes first. */
export class Recall<V> {
  readonly #answers: Answers<V>;
  readonly #now: () => EpochMs;
  readonly #lifeMs: number;
  #prefix = newPrefix();

  constructor(now: () => EpochMs, lifeMs: number, answers: Answers<V>) {
    this.#now = now;
    this.#lifeMs = lifeMs;
    this.#answers = answers;
  }

  /** What `read` answers, or what it answered less than `maxAgeMs` (default: the life of an entry) ago. A failure is not kept. */
  get(key: string, read: () => Promise<V>, maxAgeMs = this.#lifeMs): Promise<V> {
    const answer = this.#answers.get(this.#prefix + key);
    if (answer !== undefined && this.#now() - answer.readAt < maxAgeMs) return answer.value;
    const value = read();
    this.#keep(key, { value, readAt: this.#now() });
    return value;
  }

  /** Changes what is remembered under `key`, if anything is; how old it is stays. */
  amend(key: string, change: (value: V) => V): void {
    const answer = this.#answers.peek(this.#prefix + key);
    if (answer === undefined) return;
    this.#keep(key, { ...answer, value: answer.value.then(change) });
  }

  forget(key: string): void {
    this.#answers.delete(this.#prefix + key);
  }

  /** Forgets all that it keeps; what others keep in the same place stays, and its own goes as what nobody uses. */
  clear(): void {
    this.#prefix = newPrefix();
  }

  #keep(key: string, answer: Answer<V>): void {
    const kept = this.#prefix + key;
    this.#store(kept, answer, 1);
    const isStillKept = (): boolean => this.#answers.peek(kept) === answer;
    answer.value.then(
      (value) => {
        // Another object: the same one keeps the size that it has.
        if (Array.isArray(value) && isStillKept()) this.#store(kept, { ...answer }, Math.max(1, value.length));
      },
      () => {
        if (isStillKept()) this.#answers.delete(kept);
      },
    );
  }

  /** `entries`: counted where they are what bounds it. */
  #store(kept: string, answer: Answer<V>, entries: number): void {
    if (this.#answers.maxSize === 0) this.#answers.set(kept, answer);
    else this.#answers.set(kept, answer, { size: entries });
  }
}

function newPrefix(): string {
  recalls += 1;
  return `${recalls}\n`;
}
